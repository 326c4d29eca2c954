package io.barograph.jobs.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.audit.AuditCode;
import io.barograph.core.audit.AuditEntry;
import io.barograph.core.rulepack.RulePackBody;
import io.barograph.core.rulepack.RulePackEffect;
import io.barograph.core.rulepack.RulePackHead;
import io.barograph.core.rulepack.RulePackHead.Change;
import io.barograph.core.rulepack.RulePackRecord;
import io.barograph.core.rulepack.RulePackRemoval;
import io.barograph.formats.rulepack.RulePackJson;
import io.barograph.jobs.source.RuleRecords;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Publications of rules and what the job made of them, under repetition and restarts. */
class RuleAuditFunctionTest {
  private static final String JOB = "barograph";

  private final List<AuditEntry> told = new ArrayList<>();
  private KeyedOneInputStreamOperatorTestHarness<String, Tuple2<String, byte[]>, AuditEntry>
      function;

  private void open(OperatorSubtaskState state) throws Exception {
    function =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new RuleAuditFunction(JOB)),
            record -> record.f0.split("/", -1)[record.f0.startsWith("head") ? 1 : 2],
            Types.STRING);
    function.setup(AuditEntrySerializer.INSTANCE);
    if (state != null) {
      function.initializeState(state);
    }
    function.open();
  }

  private void restart() throws Exception {
    told.addAll(function.extractOutputValues());
    OperatorSubtaskState state = function.snapshot(1, 1);
    function.close();
    open(state);
  }

  private static List<Tuple2<String, byte[]>> read(RulePackRecord... records) throws Exception {
    RuleRecords reader = new RuleRecords(JOB);
    List<Tuple2<String, byte[]>> read = new ArrayList<>();
    for (RulePackRecord record : records) {
      reader.deserialize(
          new ConsumerRecord<>(
              "barograph.rules",
              0,
              0,
              record.key().text().getBytes(StandardCharsets.UTF_8),
              RulePackJson.encode(record)),
          new ListCollector<>(read));
    }
    return read;
  }

  private static List<Tuple2<String, byte[]>> story() throws Exception {
    RulePackHead first = RulePackHead.first("desk", 1, new Change(0, "ann", "first", 1_000));
    RulePackHead second = first.next(2, new Change(0, "bob", "second", 2_000));
    return read(
        new RulePackBody(
            "desk", 1, 1_000, "ann", "", List.of(new RulePackBody.File("a.yml", "")), ""),
        first,
        new RulePackEffect(JOB, "desk", 1_000, 5_000, 0, 1, ""),
        second,
        new RulePackEffect("another", "desk", 2_000, 5_000, 0, 1, ""),
        new RulePackEffect(JOB, "desk", 2_000, 0, 0, 1, "needs 4 levels"),
        new RulePackRemoval(first.key()));
  }

  private List<String> lines() {
    return told.stream()
        .map(
            entry ->
                "%s v%d %s %s"
                    .formatted(
                        entry.order().id(),
                        entry.version(),
                        entry.order().author(),
                        entry.outcome().code().wireName()))
        .toList();
  }

  @Test
  void tellsWhoPublishedAndWhatTheJobMadeOfItAlsoAcrossRestarts() throws Exception {
    open(null);
    for (Tuple2<String, byte[]> record : story()) {
      function.processElement(record, 0);
      restart();
    }

    assertThat(lines())
        .containsExactly(
            "desk/1000 v1 ann published",
            "desk/1000 v2 ann taken",
            "desk/2000 v1 bob published",
            "desk/2000 v3 bob rules_refused");
    assertThat(function.numKeyedStateEntries()).as("one for each pack").isEqualTo(1);
  }

  @Test
  void aJobThatReadsTheTopicAgainFromItsBeginningTellsTheSame() throws Exception {
    open(null);
    for (Tuple2<String, byte[]> record : story()) {
      function.processElement(record, 0);
    }
    restart();
    List<AuditEntry> once = List.copyOf(told);
    for (Tuple2<String, byte[]> record : story()) {
      function.processElement(record, 0);
    }
    restart();

    Map<String, AuditEntry> newest = new LinkedHashMap<>();
    told.forEach(entry -> newest.merge(entry.id(), entry, RuleAuditFunctionTest::newer));
    assertThat(newest.values()).hasSize(2).allMatch(once::contains);
    assertThat(newest.values())
        .extracting(entry -> entry.outcome().code())
        .containsExactly(AuditCode.TAKEN, AuditCode.RULES_REFUSED);
  }

  private static AuditEntry newer(AuditEntry one, AuditEntry other) {
    return other.version() > one.version() ? other : one;
  }

  @Test
  void whatIsNoRecordOfRulesIsPassedOver() throws Exception {
    List<Tuple2<String, byte[]>> read = new ArrayList<>();
    byte[] nonsense = "nonsense".getBytes(StandardCharsets.UTF_8);
    RuleRecords reader = new RuleRecords(JOB);
    reader.deserialize(
        new ConsumerRecord<>("r", 0, 0, nonsense, nonsense), new ListCollector<>(read));
    assertThat(read).isEmpty();

    open(null);
    function.processElement(Tuple2.of("head/desk", nonsense), 0);
    assertThat(function.extractOutputValues()).isEmpty();
  }
}
