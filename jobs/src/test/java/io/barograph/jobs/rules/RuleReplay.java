package io.barograph.jobs.rules;

import io.barograph.core.alert.Alert;
import io.barograph.core.alert.AlertStatus;
import io.barograph.core.labels.Labels;
import io.barograph.core.sample.StaleMarker;
import io.barograph.promql.testlang.RuleTestFile;
import io.barograph.promql.testlang.SequenceValue;
import io.barograph.promql.testlang.SeriesValues;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The series of a rule test, replayed through the series blocks of a job. */
final class RuleReplay implements SeriesBlock.Listener {
  private final List<Stage> stages;
  private final Map<Labels, AlertStatus> statuses = new HashMap<>();

  /** The rules of one series stage, and a block of its series. */
  private record Stage(RuleSet rules, SeriesBlock block) {
    static Stage of(PackRules rules) {
      RuleSet compiled = rules.compile();
      return new Stage(compiled, new SeriesBlock(compiled));
    }
  }

  private RuleReplay(PackRules rules) {
    this.stages =
        List.of(
            Stage.of(rules.onRaw(Map.of("raw", ".*"))),
            Stage.of(rules.onDerived(Map.of(), Map.of("derived", ".*"))));
  }

  /**
   * The alerts called {@code alertName} that are firing at {@code at}.
   *
   * @param clockStep how far the clock goes at a time, above 0
   */
  static Set<Labels> firing(
      PackRules rules, RuleTestFile.Case test, Duration clockStep, Duration at, String alertName) {
    RuleReplay replay = new RuleReplay(rules);
    long stepMillis = clockStep.toMillis();
    for (long clock = 0; clock <= at.toMillis(); clock += stepMillis) {
      for (SeriesValues series : test.input().series()) {
        replay.add(series, test.input().interval().toMillis(), clock - stepMillis, clock);
      }
      replay.advance(clock);
    }
    return replay.firing(alertName);
  }

  /** Stores the samples of a series with {@code after < time <= until}. */
  private void add(SeriesValues series, long intervalMillis, long after, long until) {
    for (int i = 0; i < series.values().size() && i * intervalMillis <= until; i++) {
      SequenceValue value = series.values().get(i);
      if (i * intervalMillis > after && value.kind() != SequenceValue.Kind.OMITTED) {
        add(series.labels(), i * intervalMillis, bits(value));
      }
    }
  }

  private void add(Labels series, long time, long bits) {
    for (Stage stage : stages) {
      stage.block().announce(series);
      stage.block().add(stage.block().row(series.fingerprint()), time, bits, SampleBatch.ON_TIME);
    }
  }

  private void advance(long clock) {
    for (Stage stage : stages) {
      stage.rules().domains().forEach(domain -> stage.block().advance(domain.id(), clock, this));
    }
  }

  private Set<Labels> firing(String alertName) {
    Set<Labels> firing = new HashSet<>();
    statuses.forEach(
        (labels, status) -> {
          if (status == AlertStatus.FIRING && labels.get(Labels.ALERT_NAME).equals(alertName)) {
            firing.add(labels);
          }
        });
    return firing;
  }

  private static long bits(SequenceValue value) {
    return switch (value.kind()) {
      case NUMBER -> Double.doubleToRawLongBits(value.value());
      case STALE -> StaleMarker.BITS;
      case OMITTED, HISTOGRAM ->
          throw new IllegalArgumentException("a rule test has numbers alone, was " + value);
    };
  }

  @Override
  public void changed(Alert alert) {
    statuses.put(alert.labels(), alert.state().status());
  }

  @Override
  public void noData(Alert alert) {
    changed(alert);
  }

  @Override
  public void forgotten(Labels alert) {
    statuses.remove(alert);
  }
}
