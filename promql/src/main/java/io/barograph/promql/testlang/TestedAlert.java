package io.barograph.promql.testlang;

import io.barograph.core.alert.Alert;
import io.barograph.core.alert.AlertPolicy;
import io.barograph.core.alert.AlertState;
import io.barograph.core.alert.AlertStatus;
import io.barograph.core.alert.Owner;
import io.barograph.core.labels.Labels;
import io.barograph.core.template.External;
import io.barograph.core.template.Template;
import io.barograph.core.template.TemplateException;
import io.barograph.promql.alerting.AlertListener;
import io.barograph.promql.alerting.AlertRule;
import io.barograph.promql.alerting.AlertTemplates;
import io.barograph.promql.alerting.GroupAlert;
import io.barograph.promql.alerting.GroupRule;
import io.barograph.promql.alerting.Partition;
import io.barograph.promql.alerting.PartitionInput;
import io.barograph.promql.plan.PartitionPlan;
import io.barograph.promql.rules.Rule.AlertingRule;
import io.barograph.promql.rules.RuleGroup;
import io.barograph.promql.testlang.RuleTestFile.FiringAlert;
import io.barograph.promql.vector.Element;
import io.barograph.promql.vector.VectorInput;
import io.barograph.promql.vector.VectorPlan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ObjLongConsumer;

/**
 * An alerting rule under test: a job's own, in one partition of all series, with Prometheus's way
 * with data that vanishes.
 */
final class TestedAlert implements TestedRule {
  private static final AlertListener NOBODY =
      new AlertListener() {
        @Override
        public void changed(Alert alert) {}

        @Override
        public void noData(Alert alert) {}

        @Override
        public void forgotten(Labels alert) {}
      };

  private final AlertingRule rule;
  private final AlertRule alertRule;
  private final TestedQuery query;
  private final int limit;
  private final WrittenSeries written = new WrittenSeries();
  private List<GroupAlert> alerts = List.of();

  private TestedAlert(AlertingRule rule, AlertRule alertRule, TestedQuery query, int limit) {
    this.rule = rule;
    this.alertRule = alertRule;
    this.query = query;
    this.limit = limit;
  }

  static TestedAlert of(
      RuleGroup group, AlertingRule rule, TestedQuery query, Duration interval, External external) {
    Owner owner = new Owner("test", group.name(), rule.name(), "");
    AlertTemplates templates =
        new AlertTemplates(
            rule.name(),
            templates(rule, rule.labels()),
            templates(rule, rule.annotations()),
            Optional.empty(),
            external,
            rule.query());
    AlertRule alertRule =
        new AlertRule(
            AlertRule.key(owner, rule.labels()),
            owner,
            AlertPolicy.prometheus(rule.hold(), rule.keepFiringFor()),
            interval.toMillis(),
            0,
            templates);
    return new TestedAlert(rule, alertRule, query, group.limit());
  }

  private static Map<String, Template> templates(AlertingRule rule, Map<String, String> texts) {
    Map<String, Template> templates = new TreeMap<>();
    texts.forEach(
        (name, text) -> {
          try {
            Template template = Template.parse(rule.name(), text);
            if (template.usesQuery()) {
              throw new IllegalArgumentException(
                  "\"%s\" calls query, which is not supported in templates".formatted(name));
            }
            templates.put(name, template);
          } catch (TemplateException invalid) {
            throw new IllegalArgumentException(invalid.getMessage(), invalid);
          }
        });
    return templates;
  }

  @Override
  public AlertingRule rule() {
    return rule;
  }

  @Override
  public void evaluate(long tick, TestSeries series) {
    VectorPlan plan = query.plan(tick);
    PartitionPlan whole = PartitionPlan.whole(plan);
    Partition.Outcome outcome =
        new Partition(new GroupRule(alertRule, whole, limit), Labels.EMPTY)
            .evaluate(alerts, tick, input(plan, series), NOBODY);
    alerts = outcome.alerts();
    TestedRule.checkLimit(limit, outcome.overLimit(), "alerts");
    Map<Labels, Double> vector = new TreeMap<>();
    for (GroupAlert alert : alerts) {
      AlertState state = alert.active().state();
      if (state.status().isAlive()) {
        write(alert.active().labels(), state, vector);
      }
    }
    written.write(vector, tick - query.offsetMillis(), series);
  }

  private static void write(Labels alert, AlertState state, Map<Labels, Double> vector) {
    String status = state.status().wireName();
    vector.put(
        alert.toBuilder().set(Labels.METRIC_NAME, "ALERTS").set("alertstate", status).build(), 1.0);
    vector.put(
        alert.with(Labels.METRIC_NAME, "ALERTS_FOR_STATE"),
        (double) Math.floorDiv(state.activeAt(), 1000L));
  }

  /** The alerts that fire since the last tick, which was {@code tick}. */
  List<FiringAlert> firing(long tick) {
    return alerts.stream()
        .filter(alert -> alert.active().state().status() == AlertStatus.FIRING)
        .map(
            alert ->
                new FiringAlert(
                    alert.active().labels(),
                    alertRule
                        .templates()
                        .annotations(alert.element(), alert.active().state().value(), tick)))
        .toList();
  }

  private static PartitionInput input(VectorPlan plan, TestSeries series) {
    VectorInput input = series.store().input(plan, false, (remark, range) -> {});
    return new PartitionInput() {
      @Override
      public List<Element> leaf(int leaf, long tick, double[] scalars) {
        return input.leaf(leaf, tick, scalars);
      }

      @Override
      public void forEachSupport(long tick, ObjLongConsumer<Labels> to) {}
    };
  }
}
