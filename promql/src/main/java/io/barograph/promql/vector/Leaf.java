package io.barograph.promql.vector;

import io.barograph.core.alert.AlertSeries;
import io.barograph.core.labels.Labels;
import io.barograph.promql.eval.SeriesExpression;
import io.barograph.promql.eval.SeriesSelector;
import io.barograph.promql.eval.SubquerySteps;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.Printer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A part of an expression that decides on one series alone.
 *
 * @param expr where it stands in the syntax tree
 * @param expression what is evaluated on each series that it selects
 * @param place when it is evaluated and what its elements mean
 * @param fold how what the series give is folded beside them; absent if it travels as it is
 * @param writes the labels that are written on its elements before anything else becomes of them
 * @param number its place among all leaves of the rule, those of pieces included
 */
public record Leaf(
    Expr expr,
    SeriesExpression expression,
    Place place,
    Optional<Fold> fold,
    List<LabelWrite> writes,
    int number)
    implements PlanSource {
  public Leaf {
    writes = List.copyOf(writes);
  }

  /** The leaf of an expression that decides on one series alone as a whole. */
  public static Leaf of(Expr expr, SeriesExpression expression) {
    return new Leaf(expr, expression, Place.AT_TICKS, Optional.empty(), List.of(), 0);
  }

  /** The same of what says when the alerts of a rule on one series may end. */
  public static Leaf ofRecovery(Expr expr, SeriesExpression expression) {
    Place place = Place.AT_TICKS.ofRecovery();
    return new Leaf(expr, expression, place, Optional.empty(), List.of(), 1);
  }

  /**
   * Where a leaf or a piece stands.
   *
   * @param stepMillis its elements are those of the multiples of this; 0 for the ticks of the rule
   * @param delayMillis how long before each of them it is evaluated
   * @param reachMillis for how long before a tick its elements are needed
   * @param asks what its elements are for
   * @param isInSteps true if the elements of one instant are there for several evaluations of the
   *     rule around it, as those of the steps of a sub-query
   */
  public record Place(
      long stepMillis, long delayMillis, long reachMillis, Asks asks, boolean isInSteps) {
    /** What the elements of a leaf or a piece are for. */
    public enum Asks {
      /** They make the rule's own; without them it has no data. */
      DATA,
      /**
       * Missing series are what is asked for: below {@code absent}, on the right of {@code unless}.
       */
      ABSENCE,
      /** They say when alerts may end. */
      RECOVERY
    }

    /** At the ticks of the rule, below nothing that asks for absence. */
    public static final Place AT_TICKS = new Place(0, 0, 0, Asks.DATA, false);

    Place inSubquery(SubquerySteps steps) {
      long reach = reachMillis + delayMillis + steps.reachMillis();
      return new Place(steps.stepMillis(), 0, reach, asks, true);
    }

    /**
     * In the expression of a recording rule that is read here.
     *
     * @param delay how long before each of its ticks the recording rule is evaluated
     * @param age how much older its evaluation is than the instant at which it is read, at most
     */
    Place inRecording(long intervalMillis, long delay, long age) {
      long reach = Math.max(intervalMillis, reachMillis + age);
      return new Place(intervalMillis, delay, reach, asks, false);
    }

    /** Of a source of a piece that stands here: the piece is evaluated when it is needed here. */
    Place insidePiece() {
      return new Place(stepMillis, delayMillis, 0, asks, isInSteps);
    }

    /** In an expression that is evaluated some time before each tick. */
    Place delayed(long delay) {
      return new Place(stepMillis, delay, reachMillis, asks, isInSteps);
    }

    Place ofAbsence() {
      return new Place(stepMillis, delayMillis, reachMillis, Asks.ABSENCE, isInSteps);
    }

    Place ofRecovery() {
      return new Place(stepMillis, delayMillis, reachMillis, Asks.RECOVERY, isInSteps);
    }

    /** True if an element of the rule has no data without those that are here. */
    public boolean supports() {
      return asks == Asks.DATA;
    }

    /** True if it is evaluated at the same instants, and needed for as long. */
    boolean isWhen(Place other) {
      return stepMillis == other.stepMillis
          && delayMillis == other.delayMillis
          && reachMillis == other.reachMillis;
    }

    /** True if the leaf is needed at {@code tick} of a rule with that interval. */
    public boolean isDue(long tick, long intervalMillis) {
      return Math.floorMod(tick, stepMillis == 0 ? intervalMillis : stepMillis) == 0;
    }
  }

  /** True if what it sends is {@code argument}, folded by {@code by}, also for another place. */
  boolean gives(Expr argument, Fold by, Place where) {
    return fold.equals(Optional.of(by))
        && place.isWhen(where)
        && Printer.print(expr).equals(Printer.print(argument));
  }

  /** The same with one more label written, behind the others. */
  Leaf writing(LabelWrite write) {
    List<LabelWrite> all = new ArrayList<>(writes);
    all.add(write);
    return new Leaf(expr, expression, place, fold, all, number);
  }

  /**
   * The labels by which a series finds its partition: its own, and those that are written on its
   * element.
   */
  public Labels routing(Labels series) {
    Labels labels = series;
    for (LabelWrite write : writes) {
      labels = write.on(labels).orElse(labels);
    }
    return labels;
  }

  /**
   * The leaf's bit in sets of leaves that support an element; none below what asks for absence, in
   * what says when alerts may end, nor for a leaf that asks for what shows alerts, nor for those
   * behind the sixty-fourth.
   */
  public long supportBit() {
    boolean asksForAlerts =
        expression.selectors().stream().allMatch(one -> AlertSeries.isNamed(one.metricName()));
    return place.supports() && !asksForAlerts && number < Long.SIZE ? 1L << number : 0;
  }

  /** True if the leaf is evaluated on the series of these labels. */
  public boolean reads(Labels series) {
    for (SeriesSelector selector : expression.selectors()) {
      if (!selector.matches(series)) {
        return false;
      }
    }
    return true;
  }
}
