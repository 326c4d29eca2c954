package io.barograph.jobs.audit;

import io.barograph.core.audit.AuditCode;
import io.barograph.core.audit.AuditEntry;
import io.barograph.core.audit.AuditOutcome;
import io.barograph.core.audit.CommandAudit;
import io.barograph.core.audit.StatementAudit;
import io.barograph.core.command.Command;
import io.barograph.core.detect.Statement;
import io.barograph.core.rulepack.RulePackKey;
import io.barograph.jobs.ingest.IngestedRecord;
import io.barograph.jobs.options.BarographOptions;
import io.barograph.jobs.options.JobOptions;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * What is audited beside commands that routing takes, which tells of these itself: commands where
 * nothing is routed, rules, and what is said to what watches and predicts.
 */
public final class AuditPipeline {
  private AuditPipeline() {}

  /** Commands of a job that tells nobody of alerts: none of them is followed. */
  public static DataStream<AuditEntry> ofUnrouted(DataStream<IngestedRecord> commands) {
    return commands
        .map(record -> notRouted((Command) record.record()))
        .returns(AuditEntrySerializer.INSTANCE.typeInformation())
        .setParallelism(commands.getParallelism())
        .uid("unrouted-commands")
        .name("commands that nobody follows");
  }

  private static AuditEntry notRouted(Command command) {
    return CommandAudit.of(command, command.time(), AuditOutcome.of(AuditCode.NOT_ROUTED));
  }

  /** What people say to what watches and predicts. */
  public static DataStream<AuditEntry> ofStatements(
      DataStream<IngestedRecord> statements, StatementAudit audit) {
    return statements
        .map(record -> audit.of((Statement) record.record()))
        .returns(AuditEntrySerializer.INSTANCE.typeInformation())
        .setParallelism(1)
        .uid("statement-audit")
        .name("audit of labels and promotions");
  }

  /**
   * What is published in the topic of rules, and what the job makes of it. Records that are read
   * again make the same entries again.
   *
   * @param records of the topic of rules, in their order
   */
  public static DataStream<AuditEntry> ofRules(
      DataStream<Tuple2<String, byte[]>> records, JobOptions options) {
    return records
        .keyBy(record -> RulePackKey.parse(record.f0).pack(), Types.STRING)
        .process(
            new RuleAuditFunction(options.get(BarographOptions.RULES_JOB)),
            AuditEntrySerializer.INSTANCE.typeInformation())
        .setParallelism(1)
        .uid("rule-audit")
        .name("audit of rules");
  }
}
