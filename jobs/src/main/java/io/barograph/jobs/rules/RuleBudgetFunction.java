package io.barograph.jobs.rules;

import io.barograph.core.alert.Owner;
import io.barograph.core.inspect.InspectedRule;
import io.barograph.core.inspect.RuleBudget;
import io.barograph.core.inspect.StateAnswer;
import io.barograph.core.inspect.StateReport;
import io.barograph.formats.decode.MalformedRecordException;
import io.barograph.formats.inspect.StateAnswerJson;
import io.barograph.jobs.inspect.CostQuestions;
import io.barograph.jobs.options.BarographOptions;
import io.barograph.jobs.options.BarographOptions.BudgetAction;
import io.barograph.jobs.options.JobOptions;
import io.barograph.jobs.versions.RuleTopic;
import io.barograph.jobs.versions.RuleTopicException;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands on what people have asked and keeps what the job has asked itself: which rules cost more
 * than they may. These are told, and put in shadow if that is wanted. It holds no sample up.
 */
public final class RuleBudgetFunction extends ProcessFunction<byte[], byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(RuleBudgetFunction.class);

  private final RuleBudget budget;

  /** Null if rules are not put in shadow. */
  private final RuleShadowing shadowing;

  private transient RuleBudget.Watch watch;
  private transient StateReport report;
  private transient String question;
  private transient Counter breaches;

  RuleBudgetFunction(RuleBudget budget, RuleShadowing shadowing) {
    this.budget = budget;
    this.shadowing = shadowing;
  }

  /** Keeps the job's own answers out of those that people get. */
  public static DataStream<byte[]> define(DataStream<byte[]> answers, JobOptions options) {
    Properties kafka = new Properties();
    kafka.putAll(options.kafka());
    boolean shadows = options.get(BarographOptions.BUDGET_ACTION) == BudgetAction.SHADOW;
    RuleTopic topic = new RuleTopic(options.topic("rules"), kafka);
    return answers
        .process(
            new RuleBudgetFunction(options.ruleBudget(), shadows ? new RuleShadowing(topic) : null),
            PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)
        .setParallelism(1)
        .uid("rule-budget")
        .name("rule budget");
  }

  @Override
  public void open(OpenContext context) {
    watch = new RuleBudget.Watch(budget);
    question = "";
    breaches = getRuntimeContext().getMetricGroup().counter(RulesMetric.OVER_BUDGET.metricName());
  }

  @Override
  public void processElement(byte[] value, Context context, Collector<byte[]> out)
      throws MalformedRecordException, InterruptedException {
    StateAnswer answer = StateAnswerJson.decode(value);
    if (!CostQuestions.isAnsweredBy(answer)) {
      out.collect(value);
      return;
    }
    if (!question.equals(answer.question())) {
      question = answer.question();
      report = new StateReport(answer.from().scope());
    }
    report.add(answer);
    if (report.isComplete()) {
      List<InspectedRule> live =
          report.rules().stream().filter(rule -> !RuleInspection.isInShadow(rule)).toList();
      long now = context.timerService().currentProcessingTime();
      for (RuleBudget.Breach breach : watch.check(live, now)) {
        tell(breach, now);
      }
    }
  }

  /** How often a rule broke its budget. */
  long breaches() {
    return breaches.getCount();
  }

  private void tell(RuleBudget.Breach breach, long now) throws InterruptedException {
    breaches.inc();
    Owner owner = breach.owner();
    String done = "rules.budget.action is warn";
    if (shadowing != null) {
      try {
        done = shadowing.putInShadow(breach, now);
      } catch (RuleTopicException unreachable) {
        done = unreachable.getMessage();
      }
    }
    LOG.warn(
        "rule {}/{}/{} {}: {}", owner.pack(), owner.group(), owner.rule(), breach.sentence(), done);
  }
}
