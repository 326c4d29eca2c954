package io.barograph.jobs.rules;

import io.barograph.promql.eval.SeriesSelector;
import io.barograph.promql.rules.Condition;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a series stage reads, and which rules belong to it.
 *
 * <p>A rule belongs to the stage of derived samples if a leaf can match a derived metric, and to
 * that of telemetry otherwise. One that decides on one series and names no metric belongs to both,
 * and is evaluated in each on the series of that stage.
 */
final class StageInputs implements Serializable {
  /** No stage yet: rules are read to be checked. */
  static final StageInputs NONE = new StageInputs(false, List.of());

  /**
   * As in {@link PackRules}, a part of its digest, and so of the savepoint format: never change.
   */
  private static final long serialVersionUID = -6116585559499357156L;

  private final boolean ofDerived;
  private final ArrayList<RuleInput> inputs;

  /** Those of which {@link #inputs} are the ones that some rule follows. */
  private final ArrayList<RuleInput> all;

  private StageInputs(boolean ofDerived, Collection<RuleInput> inputs) {
    this(ofDerived, inputs, inputs);
  }

  private StageInputs(boolean ofDerived, Collection<RuleInput> inputs, Collection<RuleInput> all) {
    this.ofDerived = ofDerived;
    this.inputs = new ArrayList<>(inputs);
    this.all = new ArrayList<>(all);
  }

  /**
   * The inputs of the stage of telemetry.
   *
   * @param metricsOf for each, a regular expression of the metric names that come from it
   */
  static StageInputs ofTelemetry(Map<String, String> metricsOf) {
    List<RuleInput> inputs = new ArrayList<>();
    metricsOf.forEach(
        (name, metrics) -> inputs.add(new RuleInput(name, metrics, RuleInput.Kind.TELEMETRY)));
    return new StageInputs(false, inputs);
  }

  /**
   * The inputs of the stage of derived samples: its rules can read telemetry too.
   *
   * @param telemetry as in {@link #ofTelemetry}
   * @param signals the same of signals
   * @param feedback the input of what shows alerts, if it is read
   */
  static StageInputs ofDerived(
      Map<String, String> telemetry, Map<String, String> signals, Optional<String> feedback) {
    List<RuleInput> inputs = new ArrayList<>(ofTelemetry(telemetry).inputs);
    signals.forEach(
        (name, metrics) -> inputs.add(new RuleInput(name, metrics, RuleInput.Kind.SIGNAL)));
    feedback.ifPresent(
        name -> inputs.add(new RuleInput(name, DerivedMetrics.OF_ALERTS, RuleInput.Kind.FEEDBACK)));
    return new StageInputs(true, inputs);
  }

  /** The same without the telemetry that no domain follows. */
  StageInputs followedBy(List<RuleSet.Domain> domains) {
    List<RuleInput> followed = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      int input = i;
      if (inputs.get(i).kind() != RuleInput.Kind.TELEMETRY
          || domains.stream().anyMatch(domain -> domain.inputs().contains(input))) {
        followed.add(inputs.get(i));
      }
    }
    return new StageInputs(ofDerived, followed, inputs);
  }

  /** The same with the telemetry that no domain follows. */
  StageInputs whole() {
    return new StageInputs(ofDerived, all);
  }

  /** The inputs that some domain of {@link #whole} follows and that are not read here. */
  List<String> unfollowed(List<RuleSet.Domain> domains) {
    return whole().followedBy(domains).inputs.stream()
        .map(RuleInput::name)
        .filter(name -> inputs.stream().noneMatch(input -> input.name().equals(name)))
        .toList();
  }

  boolean isOfDerived() {
    return ofDerived;
  }

  List<RuleInput> all() {
    return inputs;
  }

  /** The condition as this stage evaluates it, if the rule belongs to it. */
  Optional<Condition> here(Condition condition) {
    List<SeriesSelector> leaves = condition.leaves();
    if (condition instanceof Condition.OfSeries series && leaves.get(0).metricName().isEmpty()) {
      return ofDerived ? onDerivedSeries(series) : Optional.of(condition);
    }
    boolean readsDerived =
        leaves.stream()
            .map(SeriesSelector::metricName)
            .anyMatch(name -> name.isEmpty() || DerivedMetrics.contain(name));
    return readsDerived == ofDerived ? Optional.of(condition) : Optional.empty();
  }

  private Optional<Condition> onDerivedSeries(Condition.OfSeries series) {
    return inputs.stream().allMatch(input -> input.kind() == RuleInput.Kind.TELEMETRY)
        ? Optional.empty()
        : Optional.of(
            new Condition.OfSeries(
                DerivedMetrics.only(series.expression()),
                series.recovery().map(DerivedMetrics::only)));
  }
}
