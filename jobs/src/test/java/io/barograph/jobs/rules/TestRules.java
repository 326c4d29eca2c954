package io.barograph.jobs.rules;

import io.barograph.core.alert.AlertPolicy;
import io.barograph.core.alert.NoDataPolicy;
import io.barograph.core.alert.Owner;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.core.template.External;
import io.barograph.core.template.Template;
import io.barograph.core.template.TemplateException;
import io.barograph.promql.alerting.AlertRule;
import io.barograph.promql.alerting.AlertTemplates;
import io.barograph.promql.eval.EvaluationResult;
import io.barograph.promql.eval.SampleWindow;
import io.barograph.promql.eval.SeriesExpression;
import io.barograph.promql.eval.SeriesSelector;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rules of the form {@code metric > threshold} for operator tests, without a parser. */
final class TestRules implements RuleSet.Source {
  private final List<String> inputs;
  private long lookBackMillis = 300_000;
  private NoDataPolicy noData = NoDataPolicy.KEEP_LAST;
  private final ArrayList<Spec> specs = new ArrayList<>();
  private List<String> onArrival = List.of();

  private record Spec(
      String name, String metric, double threshold, Duration hold, long interval, int input)
      implements Serializable {}

  TestRules(String... inputs) {
    this.inputs = List.of(inputs);
  }

  /** Sets how far rules look back. */
  TestRules lookBack(Duration lookBack) {
    lookBackMillis = lookBack.toMillis();
    return this;
  }

  /** Sets what becomes of alerts whose data vanishes. */
  TestRules noData(NoDataPolicy policy) {
    noData = policy;
    return this;
  }

  /** Sets which rules are evaluated on arrival. */
  TestRules onArrival(String... names) {
    onArrival = List.of(names);
    return this;
  }

  /** Adds a rule on the metric of one input. */
  TestRules rule(
      String name, String metric, double threshold, Duration hold, Duration interval, int input) {
    specs.add(new Spec(name, metric, threshold, hold, interval.toMillis(), input));
    return this;
  }

  @Override
  public List<String> inputs() {
    return inputs;
  }

  @Override
  public RuleSet compile() {
    List<RuleSet.Domain> domains = new ArrayList<>();
    for (int input = 0; input < inputs.size(); input++) {
      domains.add(new RuleSet.Domain(1 << input, inputs.get(input), List.of(input), 5_000));
    }
    List<SeriesRule> rules = new ArrayList<>();
    for (Spec spec : specs) {
      Owner owner = new Owner("test", "group", spec.name, "");
      rules.add(
          new SeriesRule(
              new AlertRule(
                  AlertRule.key(owner, Map.of("severity", "warning")),
                  owner,
                  new AlertPolicy(
                      spec.hold, Duration.ZERO, noData, AlertPolicy.DEFAULT_NO_DATA_TIMEOUT),
                  spec.interval,
                  1 << spec.input,
                  new AlertTemplates(
                      spec.name,
                      Map.of("severity", template("warning")),
                      Map.of(
                          "summary",
                          template("{{ $labels.host }} at {{ printf \"%.2f\" $value }}")),
                      Optional.empty(),
                      External.NONE,
                      "")),
              new Above(spec.metric, spec.threshold, lookBackMillis),
              Optional.empty(),
              onArrival.contains(spec.name)));
    }
    return new RuleSet(rules, List.of(), domains);
  }

  private static Template template(String text) {
    try {
      return Template.parse("Test", text);
    } catch (TemplateException invalid) {
      throw new IllegalArgumentException(invalid);
    }
  }

  private record Above(String metric, double threshold, long lookBackMillis)
      implements SeriesExpression {
    @Override
    public List<SeriesSelector> selectors() {
      return List.of(new SeriesSelector(List.of(LabelMatcher.equal(Labels.METRIC_NAME, metric))));
    }

    @Override
    public boolean takesNameOff() {
      return false;
    }

    @Override
    public long windowMillis() {
      return lookBackMillis;
    }

    @Override
    public void evaluate(long tick, SampleWindow samples, Labels series, EvaluationResult result) {
      for (int i = samples.size() - 1; i >= 0; i--) {
        if (samples.timestamp(i) <= tick) {
          if (samples.stale(i) || samples.timestamp(i) <= tick - lookBackMillis) {
            break;
          }
          if (samples.value(i) > threshold) {
            result.setPresent(samples.value(i));
          } else {
            result.setAbsent(false);
          }
          return;
        }
      }
      result.setAbsent(true);
    }
  }
}
