package io.barograph.promql.alerting;

import io.barograph.core.alert.AlertLifecycle;
import io.barograph.core.alert.Observation;
import io.barograph.core.labels.Labels;
import io.barograph.promql.vector.Element;
import io.barograph.promql.vector.EvaluationException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Evaluates a rule in one of its partitions and leads the lives of its alerts.
 *
 * <p>As in Prometheus an alert is what its labels say: an element goes on with the alert whose
 * labels it gives, and leaves another behind if its labels have changed with its value.
 */
public final class Partition {
  private final GroupRule rule;
  private final Labels labels;

  /**
   * A partition.
   *
   * @param labels the values of the partition labels
   */
  public Partition(GroupRule rule, Labels labels) {
    this.rule = rule;
    this.labels = labels;
  }

  /**
   * What one tick comes to.
   *
   * @param alerts the alerts after it
   * @param overLimit how many there would have been if that is more than the rule may have: all of
   *     them are over then; 0 otherwise
   */
  public record Outcome(List<GroupAlert> alerts, int overLimit) {}

  /**
   * The alerts after one more tick.
   *
   * @param before the alerts after the tick before
   * @param input the elements of the leaves
   * @throws EvaluationException if the rule has no result here; then nothing has changed
   */
  public Outcome evaluate(
      List<GroupAlert> before, long tick, PartitionInput input, AlertListener listener) {
    if (rule.limit() == 0) {
      return new Outcome(next(before, tick, input, listener), 0);
    }
    HeldBack told = new HeldBack();
    List<GroupAlert> after = next(before, tick, input, told);
    int alive = (int) after.stream().filter(Partition::isAlive).count();
    if (alive <= rule.limit()) {
      told.release(listener);
      return new Outcome(after, 0);
    }
    List<GroupAlert> ended = new ArrayList<>();
    for (GroupAlert alert : before) {
      if (!AlertLifecycle.isForgotten(alert.active().state(), tick)) {
        ActiveAlert over = rule.rule().overLimit(alert.active(), alert.element(), tick, listener);
        ended.add(new GroupAlert(alert.element(), over, alert.support()));
      } else {
        listener.forgotten(alert.active().labels());
      }
    }
    return new Outcome(ended, alive);
  }

  private static boolean isAlive(GroupAlert alert) {
    return alert.active().state().status().isAlive();
  }

  private List<GroupAlert> next(
      List<GroupAlert> before, long tick, PartitionInput input, AlertListener listener) {
    List<Element> vector = rule.plan().evaluate(labels, tick, input);
    listener.evaluated(tick, vector);
    Map<Labels, Element> present = byAlert(vector, known(before), tick);
    Support support = new Support(tick, input);
    Set<Labels> recovered = recovered(before, tick, input);
    Set<Labels> elements = new HashSet<>();
    vector.forEach(element -> elements.add(element.labels()));
    List<GroupAlert> after = new ArrayList<>();
    for (GroupAlert alert : before) {
      Element element = present.remove(alert.active().labels());
      if (element != null) {
        after.add(withElement(alert.active(), element, support, tick, listener));
      } else {
        boolean isMissing = isAlive(alert) && !elements.contains(alert.element());
        Observation observation =
            isMissing ? missing(alert, support, recovered) : Observation.FALSE;
        ActiveAlert next =
            rule.rule()
                .next(alert.active(), alert.element(), observation, Double.NaN, tick, listener);
        if (next != null) {
          after.add(new GroupAlert(alert.element(), next, alert.support()));
        }
      }
    }
    present
        .values()
        .forEach(element -> after.add(withElement(null, element, support, tick, listener)));
    return after;
  }

  /** The labels of alerts by the elements that give the same at every tick. */
  private Map<Labels, Labels> known(List<GroupAlert> before) {
    Map<Labels, Labels> known = new HashMap<>();
    if (!rule.rule().templates().identitiesVary()) {
      before.forEach(alert -> known.put(alert.element(), alert.active().labels()));
    }
    return known;
  }

  /** The elements by the labels of their alerts; no two must give one alert. */
  private Map<Labels, Element> byAlert(List<Element> vector, Map<Labels, Labels> known, long tick) {
    Map<Labels, Element> present = new TreeMap<>();
    for (Element element : vector) {
      Labels identity = known.get(element.labels());
      if (identity == null) {
        identity = rule.rule().templates().identity(element.labels(), element.value(), tick);
      }
      if (present.put(identity, element) != null) {
        throw new EvaluationException(
            "vector contains metrics with the same labelset after applying alert labels");
      }
    }
    return present;
  }

  private GroupAlert withElement(
      ActiveAlert active, Element element, Support support, long tick, AlertListener listener) {
    Labels own = element.labels();
    ActiveAlert next =
        rule.rule().next(active, own, Observation.TRUE, element.value(), tick, listener);
    return new GroupAlert(own, next, support.of(own));
  }

  /**
   * Missing data says nothing: some leaf that had data for the element has none now. Otherwise the
   * alert goes on until the recovery expression, if there is one, gives an element of its labels.
   */
  private Observation missing(GroupAlert alert, Support support, Set<Labels> recovered) {
    boolean hasData = (alert.support() & ~support.of(alert.element())) == 0;
    boolean hasRecovered =
        !rule.plan().plan().hasRecovery()
            || recovered.contains(alert.element().without(Labels.METRIC_NAME));
    return Observation.ofMissing(hasData, hasRecovered);
  }

  /** The elements of the recovery expression by their labels, if anybody asks for them. */
  private Set<Labels> recovered(List<GroupAlert> before, long tick, PartitionInput input) {
    Set<Labels> recovered = new HashSet<>();
    if (rule.plan().plan().hasRecovery() && before.stream().anyMatch(Partition::isAlive)) {
      for (Element element : rule.plan().plan().recovered(tick, input)) {
        recovered.add(element.labels().without(Labels.METRIC_NAME));
      }
    }
    return recovered;
  }
}
