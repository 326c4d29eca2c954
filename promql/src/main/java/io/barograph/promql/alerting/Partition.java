package io.barograph.promql.alerting;

import io.barograph.core.alert.AlertLifecycle;
import io.barograph.core.alert.Observation;
import io.barograph.core.labels.Labels;
import io.barograph.promql.vector.Element;
import io.barograph.promql.vector.EvaluationException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Evaluates a rule in one of its partitions and leads the lives of its alerts. */
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
   * @param elements the elements of the leaves
   * @throws EvaluationException if the rule has no result here; then nothing has changed
   */
  public Outcome evaluate(
      List<GroupAlert> before, long tick, PartitionInput elements, AlertListener listener) {
    if (rule.limit() == 0) {
      return new Outcome(next(before, tick, elements, listener), 0);
    }
    HeldBack told = new HeldBack();
    List<GroupAlert> after = next(before, tick, elements, told);
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
      List<GroupAlert> before, long tick, PartitionInput elements, AlertListener listener) {
    Map<Labels, Element> present = new TreeMap<>();
    List<Element> vector = rule.plan().evaluate(labels, tick, elements);
    listener.evaluated(tick, vector);
    for (Element element : vector) {
      if (present.put(element.labels().without(Labels.METRIC_NAME), element) != null) {
        throw alike();
      }
    }
    checkIdentities(present, tick);
    Support support = new Support(tick, elements);
    List<GroupAlert> after = new ArrayList<>();
    Set<Labels> known = new HashSet<>();
    for (GroupAlert alert : before) {
      known.add(alert.element());
      Element element = present.get(alert.element());
      long supportNow = support.of(alert.element());
      Observation observation =
          element != null ? Observation.TRUE : missing(alert.support(), supportNow);
      add(
          alert.active(),
          alert.element(),
          observation,
          element == null ? Double.NaN : element.value(),
          element == null ? alert.support() : supportNow,
          tick,
          listener,
          after);
    }
    present.forEach(
        (element, value) -> {
          if (!known.contains(element)) {
            long bits = support.of(element);
            add(null, element, Observation.TRUE, value.value(), bits, tick, listener, after);
          }
        });
    return after;
  }

  private void add(
      ActiveAlert active,
      Labels element,
      Observation observation,
      double value,
      long support,
      long tick,
      AlertListener listener,
      List<GroupAlert> after) {
    ActiveAlert next = rule.rule().next(active, element, observation, value, tick, listener);
    if (next != null) {
      after.add(new GroupAlert(element, next, support));
    }
  }

  /** Missing data says nothing: some leaf that had data for the element has none now. */
  private static Observation missing(long supportThen, long supportNow) {
    return (supportThen & ~supportNow) != 0 ? Observation.NO_DATA : Observation.FALSE;
  }

  /** Elements can become alike only by a label that the rule sets in place of theirs. */
  private boolean mayBecomeAlike(Map<Labels, Element> present) {
    Set<String> set = rule.rule().templates().labels().keySet();
    return present.keySet().stream()
        .anyMatch(element -> set.stream().anyMatch(name -> !element.get(name).isEmpty()));
  }

  /** Two elements must not give one alert. */
  private void checkIdentities(Map<Labels, Element> present, long tick) {
    if (present.size() < 2 || !mayBecomeAlike(present)) {
      return;
    }
    Set<Labels> identities = new HashSet<>();
    present.forEach(
        (labelsOfElement, element) -> {
          if (!identities.add(
              rule.rule().templates().identity(labelsOfElement, element.value(), tick))) {
            throw alike();
          }
        });
  }

  private static EvaluationException alike() {
    return new EvaluationException(
        "vector contains metrics with the same labelset after applying alert labels");
  }
}
