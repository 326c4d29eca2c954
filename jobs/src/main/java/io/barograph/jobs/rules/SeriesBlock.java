package io.barograph.jobs.rules;

import io.barograph.core.alert.AlertSeries;
import io.barograph.core.alert.Observation;
import io.barograph.core.labels.Labels;
import io.barograph.promql.alerting.ActiveAlert;
import io.barograph.promql.alerting.AlertListener;
import io.barograph.promql.alerting.AlertRule;
import io.barograph.promql.eval.EvaluationResult;
import io.barograph.promql.eval.SampleWindow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * The series of one key group, their samples, and the alerts of the rules that look at one series
 * alone.
 *
 * <p>Samples are stored once, however many rules read them, and are looked at when a tick is due: a
 * tick is evaluated once, when the clock of every input that a rule reads has passed it. Rules that
 * read the same inputs share a clock and form a {@link RuleSet.Domain}. A rule on arrival is
 * evaluated at the times of the samples besides, as they come. Not thread-safe.
 */
final class SeriesBlock {
  /** Longer than a source waits before it announces a series again, so nobody forgets too soon. */
  private static final long FORGET_AFTER_MILLIS = 2 * SampleBatcher.ANNOUNCE_AGAIN_MILLIS;

  private RuleSet rules;
  private final RuleTimes times;
  private final SeriesTable rows = new SeriesTable();

  /** By the domain's id: every tick up to here is closed. */
  private final Map<Integer, Long> closed = new HashMap<>();

  private final EvaluationResult result = new EvaluationResult();
  private LeafFold.Table folds = new LeafFold.Table();
  private final List<LeafFold> folded = new ArrayList<>();
  private long oldestSample = Long.MAX_VALUE;

  SeriesBlock(RuleSet rules) {
    this(rules, new RuleTimes());
  }

  SeriesBlock(RuleSet rules, RuleTimes times) {
    this.rules = rules;
    this.times = times;
  }

  /** What a block tells. */
  interface Listener extends AlertListener {
    /**
     * A leaf of rules on several series has been evaluated on a series that has data.
     *
     * @param place the leaf's place among those of the series
     * @param result an element, or none though there is data
     */
    default void leaf(SeriesRow series, int place, long tick, EvaluationResult result) {}

    /** The series of the block that a leaf folds into one group have been evaluated. */
    default void folded(LeafFold group, long tick) {}
  }

  /** What {@link #append} has counted since the last reset. */
  static final class AppendCounts {
    private long duplicates;
    private long unknown;
    private long unread;
    private long late;
    private long evaluated;

    /** Samples for a time at which the series had one already. */
    long duplicates() {
      return duplicates;
    }

    /** Samples of series that were never announced. */
    long unknown() {
      return unknown;
    }

    /** Samples from before the rules that read their series. */
    long unread() {
      return unread;
    }

    /** Samples that were late in their partition. */
    long late() {
      return late;
    }

    /** Samples at which a rule was evaluated as they came. */
    long evaluated() {
      return evaluated;
    }

    boolean any() {
      return duplicates + unknown + unread + late + evaluated > 0;
    }

    void reset() {
      duplicates = 0;
      unknown = 0;
      unread = 0;
      late = 0;
      evaluated = 0;
    }
  }

  Iterable<SeriesRow> rows() {
    return rows;
  }

  int size() {
    return rows.size();
  }

  /** The number of samples that are held, but for late ones that lie apart. */
  long sampleCount() {
    long samples = 0;
    for (SeriesRow row : rows) {
      samples += row.size();
    }
    return samples;
  }

  SeriesRow row(long fingerprint) {
    return rows.get(fingerprint);
  }

  long closed(int domain) {
    return closed.getOrDefault(domain, Long.MIN_VALUE);
  }

  void restoreClosed(int domain, long tick) {
    closed.merge(domain, tick, Math::max);
  }

  /** Up to here every tick of every domain is closed. */
  long allClosed() {
    return rules.domains().stream()
        .mapToLong(domain -> closed(domain.id()))
        .min()
        .orElse(Long.MIN_VALUE);
  }

  /**
   * Goes on with other rules: with what {@link RuleSet#changed} or {@link RuleSet#settledAt} gave.
   *
   * @param closedOfNew up to where the ticks of a domain are closed that was none before
   */
  void follow(RuleSet next, ToLongFunction<RuleSet.Domain> closedOfNew) {
    RuleSet before = rules;
    rules = next;
    for (RuleSet.Domain domain : next.domains()) {
      closed.computeIfAbsent(domain.id(), any -> closedOfNew.applyAsLong(domain));
    }
    closed.keySet().removeIf(id -> next.domains().stream().noneMatch(one -> one.id() == id));
    folds = new LeafFold.Table();
    long allClosed = allClosed();
    for (SeriesRow row : rows) {
      row.dropHidden(allClosed);
      row.follow(next.readersOf(row.labels(), folds), rule -> before.indexOf(next.key(rule)));
    }
  }

  /** Makes the series known; returns true if it was not. */
  boolean announce(Labels labels) {
    if (rows.get(labels.fingerprint()) != null) {
      return false;
    }
    rows.add(rules.row(labels, folds));
    return true;
  }

  /** Stores the samples of a batch, and evaluates the rules that do not wait for the clock. */
  void append(SampleBatch batch, AppendCounts counts, Listener listener) {
    for (int i = 0; i < batch.announcedCount(); i++) {
      announce(batch.announced(i));
    }
    for (int i = 0; i < batch.size(); i++) {
      SeriesRow row = rows.get(batch.fingerprint(i));
      if (row == null) {
        counts.unknown++;
        continue;
      }
      if (batch.timestamp(i) <= row.samplesAfter()) {
        row.passOver(batch.timestamp(i));
        counts.unread++;
        continue;
      }
      if (!add(row, batch.timestamp(i), batch.valueBits(i), batch.behind(i))) {
        counts.duplicates++;
      }
      if (batch.behind(i) != SampleBatch.ON_TIME) {
        counts.late++;
      } else if (row.isOnArrival() && arrive(row, batch.timestamp(i), listener)) {
        counts.evaluated++;
      }
    }
  }

  /** Stores one sample; returns false if there was one for its time already. */
  boolean add(SeriesRow row, long timestamp, long bits, long behind) {
    oldestSample = Math.min(oldestSample, timestamp);
    if (behind == SampleBatch.ON_TIME) {
      return row.add(timestamp, bits);
    }
    row.addLate(timestamp, bits, behind);
    return true;
  }

  /**
   * Evaluates every tick of a domain up to {@code clock}.
   *
   * @return the number of ticks at which something was evaluated
   */
  int advance(int domain, long clock, Listener listener) {
    long before = closed(domain);
    if (clock <= before) {
      return 0;
    }
    RuleSet.Domain rulesOfDomain = rules.domain(domain);
    int ticks = 0;
    if (!rows.isEmpty() && hasBegun(before)) {
      long step = rulesOfDomain.stepMillis();
      for (long tick = ceil(first(before), step); tick <= clock; tick += step) {
        if (rules.changesIn(tick - step, tick)) {
          AlertHandover.run(rows, rules, rulesOfDomain, tick);
        }
        evaluate(tick, rulesOfDomain, listener);
        closed.put(domain, tick);
        ticks++;
      }
    }
    closed.put(domain, clock);
    return ticks;
  }

  /** Drops samples, alerts and series that no later tick needs. */
  void tidy() {
    long allClosed = allClosed();
    if (allClosed == Long.MIN_VALUE) {
      return;
    }
    rows.removeIf(
        row -> {
          if (row.hasLate()) {
            row.settleLate(allClosed);
          }
          row.evict(allClosed);
          boolean goes =
              row.isEmpty() && !row.hasAlerts() && row.newest() < allClosed - FORGET_AFTER_MILLIS;
          if (goes) {
            row.leaves().folds().forEach(folds::leave);
          }
          return goes;
        });
  }

  private void evaluate(long tick, RuleSet.Domain domain, Listener listener) {
    times.begin();
    for (SeriesRow row : rows.ordered()) {
      SampleWindow seen = row.seenBy(tick);
      int[] ruleOf = row.rules();
      for (int place = 0; place < ruleOf.length; place++) {
        RuleSet.Entry<SeriesRule> entry = rules.rule(ruleOf[place]);
        if (entry.domain() != domain.id()) {
          continue;
        }
        SeriesRule rule = entry.versions().at(tick);
        if (rule == null) {
          endGone(tick, entry, row, place, listener);
        } else if (rule.rule().isDue(tick)) {
          long start = times.start();
          evaluate(tick, rule, row, place, seen, listener);
          if (times.isMeasured()) {
            times.stop(rule.rule(), start);
          }
        }
      }
      evaluateLeaves(tick, domain, row, seen, listener);
    }
    for (LeafFold group : folded) {
      listener.folded(group, tick);
    }
    folded.clear();
  }

  /** The alert of a rule that is gone ends at the tick at which it would have been evaluated. */
  private static void endGone(
      long tick, RuleSet.Entry<SeriesRule> entry, SeriesRow row, int place, Listener listener) {
    ActiveAlert alert = row.alert(place);
    AlertRule last = entry.newest().rule();
    if (alert != null && last.isDue(tick)) {
      new BlockChunk.Orphan(row.labels(), last.key(), alert).end(tick, listener);
      row.setAlert(place, null);
    }
  }

  private void evaluateLeaves(
      long tick, RuleSet.Domain domain, SeriesRow row, SampleWindow seen, Listener listener) {
    SeriesLeaves leaves = row.leaves();
    for (int place = 0; place < leaves.size(); place++) {
      if (!leaves.isDue(place, domain.id(), tick)) {
        continue;
      }
      GroupLeaf leaf = leaves.leaf(place);
      long start = times.start();
      leaf.expression().evaluate(tick, seen, row.labels(), result);
      if (times.isMeasured()) {
        times.stop(leaf.piece().rule().rule(), start);
      }
      if (!result.isPresent() && result.isDataMissing()) {
        continue;
      }
      LeafFold group = leaves.fold(place);
      if (group == null) {
        listener.leaf(row, place, tick, result);
      } else if (group.take(result)) {
        folded.add(group);
      }
    }
  }

  /**
   * Evaluates the rules on arrival at the time of a sample that has just been stored, unless they
   * were evaluated at that time or later before.
   *
   * <p>Their ticks before the sample come first: what is told must not depend on whether the clock
   * had passed them already.
   *
   * @return true if a rule was evaluated
   */
  private boolean arrive(SeriesRow row, long timestamp, Listener listener) {
    boolean evaluated = false;
    int[] ruleOf = row.rules();
    for (int place = 0; place < ruleOf.length; place++) {
      RuleSet.Entry<SeriesRule> entry = rules.rule(ruleOf[place]);
      SeriesRule rule = entry.versions().at(timestamp);
      long last = Math.max(row.arrival(place), closed(entry.domain()));
      if (rule != null && rule.onArrival() && timestamp > last) {
        // Without an alert nothing can be told of a time before the first sample.
        boolean idle = row.alert(place) == null || last == Long.MIN_VALUE;
        long step = rule.rule().intervalMillis();
        long from = idle ? Math.max(last + 1, row.oldest()) : last + 1;
        for (long tick = ceil(from, step); tick < timestamp; tick += step) {
          evaluate(tick, rule, row, place, row.seenBy(tick), listener);
        }
        // A late sample that may be seen here is older than this one: the condition needs none.
        evaluate(timestamp, rule, row, place, row, listener);
        row.setArrival(place, timestamp);
        evaluated = true;
      }
    }
    return evaluated;
  }

  @SuppressWarnings("ReferenceEquality") // an alert that has not changed is the one before
  private void evaluate(
      long tick, SeriesRule rule, SeriesRow row, int place, SampleWindow seen, Listener listener) {
    if (tick <= row.arrival(place)) {
      return;
    }
    if (rules.isSettled() || rule.reads(row.labels())) {
      rule.expression().evaluate(tick, seen, row.labels(), result);
    } else {
      result.setAbsent(false);
    }
    ActiveAlert active = row.alert(place);
    if (active == null && !result.isPresent()) {
      return;
    }
    double value = result.value();
    Observation observation = observation(row);
    boolean mayRecover = observation == Observation.FALSE && active.state().status().isAlive();
    if (mayRecover && rule.recovery().isPresent()) {
      rule.recovery().get().evaluate(tick, seen, row.labels(), result);
      observation = Observation.ofMissing(true, result.isPresent());
    }
    ActiveAlert next =
        rule.rule().next(active, rule.element(row), observation, value, tick, listener);
    if (next != active) {
      row.setAlert(place, next);
    }
  }

  /** A series that shows an alert and ends is no lack of data: there is no alert any more. */
  private Observation observation(SeriesRow row) {
    if (result.isPresent()) {
      return Observation.TRUE;
    }
    return result.isDataMissing() && !AlertSeries.isNamed(row.labels().metricName())
        ? Observation.NO_DATA
        : Observation.FALSE;
  }

  /** False if no sample has come yet, of series that no tick was closed of. */
  private boolean hasBegun(long closed) {
    return oldestSample != Long.MAX_VALUE || closed != Long.MIN_VALUE;
  }

  /** The first instant to be looked at: series that were restored may have no sample left. */
  private long first(long closed) {
    return oldestSample == Long.MAX_VALUE ? closed + 1 : Math.max(closed + 1, oldestSample);
  }

  private static long ceil(long value, long step) {
    return -Math.floorDiv(-value, step) * step;
  }
}
