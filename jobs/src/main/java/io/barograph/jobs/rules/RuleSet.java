package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;
import io.barograph.promql.alerting.GroupRule;
import io.barograph.promql.eval.SeriesExpression;
import io.barograph.promql.eval.SeriesSelector;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The rules of a job and the clocks that they follow: those that decide on one series alone, and
 * those that need several. Each can have versions, one in force behind another.
 *
 * <p>Thread-safe once made.
 */
public final class RuleSet {
  /** One behind another, by the tick from which it is in force. */
  private final List<Epoch> epochs;

  private final List<Entry<SeriesRule>> rules = new ArrayList<>();
  private final Map<String, Integer> indexOf = new HashMap<>();
  private final Map<String, Entry<RulePiece>> pieces = new LinkedHashMap<>();
  private final Map<GroupLeaf.Id, Entry<GroupLeaf>> leaves = new LinkedHashMap<>();
  private final List<Domain> domains;
  private final Map<Object, Domain> pinned;

  /**
   * A rule set.
   *
   * @param rules each names one of {@code domains}
   * @param groupRules the same
   */
  RuleSet(List<SeriesRule> rules, List<GroupRule> groupRules, List<Domain> domains) {
    this(List.of(Epoch.always(rules, groupRules, domains)), Map.of());
  }

  private RuleSet(List<Epoch> epochs, Map<Object, Domain> pinnedBefore) {
    this.epochs = epochs;
    RuleMerge merge = new RuleMerge(epochs, pinnedBefore);
    merge
        .rules()
        .forEach(
            (key, entry) -> {
              indexOf.put(key, rules.size());
              rules.add(entry);
            });
    pieces.putAll(merge.pieces());
    leaves.putAll(merge.leaves());
    this.domains = merge.domains();
    this.pinned = merge.pinned();
  }

  /** Where a rule set comes from; travels with the job, and is compiled in each subtask. */
  public interface Source extends Serializable {
    /** The names of the inputs, in the order of the series stage's inputs. */
    List<String> inputs();

    /**
     * False for an input without a clock, which no rule waits for: its samples count in the ticks
     * that come after their arrival.
     */
    default boolean hasClock(int input) {
      return true;
    }

    /** The rules, compiled. */
    RuleSet compile();

    /** Names the rules: those of another digest are others. */
    default long digest() {
      return 0;
    }

    /**
     * The same with a pack changed.
     *
     * @throws IllegalArgumentException if the rules cannot be used so; the message says why
     */
    default Source with(RuleChange change) {
      throw new UnsupportedOperationException("these rules do not change");
    }
  }

  /**
   * Rules that read the same inputs, and so share a clock.
   *
   * @param id names it in a rule set, and in those that it is changed to
   * @param name the inputs' names, joined by {@code +}; part of the savepoint format
   * @param inputs the inputs, by their place in the series stage
   * @param stepMillis every rule's interval is a multiple of this
   */
  record Domain(int id, String name, List<Integer> inputs, long stepMillis) {}

  /**
   * One of the rules, or a part of one.
   *
   * @param domain of all its versions: if they read different inputs, of all those
   */
  record Entry<T>(int domain, Versions<T> versions) {
    /** The newest version. */
    T newest() {
      return versions.newest();
    }
  }

  /**
   * The same, changed to {@code next} at a tick.
   *
   * @param next of the same inputs
   * @param tick from which on {@code next} is in force, but for rules that have to warm up
   * @param samplesAfter series that no rule read before are known from their samples behind this,
   *     and no longer back than they are kept unread
   */
  RuleSet changed(RuleSet next, long tick, long samplesAfter) {
    List<Epoch> all = new ArrayList<>(epochs);
    all.removeIf(epoch -> epoch.from() >= tick);
    long kept = tick - 1 - SeriesReaders.UNREAD_MILLIS;
    all.add(next.epochs.get(0).startingAt(tick, Math.max(samplesAfter, kept)));
    return new RuleSet(all, pinned);
  }

  /** True if some version of a rule is in force at no tick behind {@code closed}. */
  boolean isToBeSettledAt(long closed) {
    return epochs.size() > 1 && epochs.get(0).isOverBy(closed, epochs.get(1));
  }

  /** The same without what no tick behind {@code closed} asks for. */
  RuleSet settledAt(long closed) {
    List<Epoch> left = new ArrayList<>(epochs);
    while (left.size() > 1 && left.get(0).isOverBy(closed, left.get(1))) {
      left.remove(0);
    }
    left.set(0, left.get(0).startingAt(Long.MIN_VALUE, Long.MIN_VALUE));
    return new RuleSet(left, pinned);
  }

  /** True if no rule is going to change. */
  boolean isSettled() {
    return epochs.size() == 1;
  }

  /** True if rules change behind one instant and not behind another. */
  boolean changesIn(long after, long until) {
    return !isSettled() && changes().stream().anyMatch(change -> after < change && change <= until);
  }

  /** The ticks at which rules change, ascending. */
  List<Long> changes() {
    return epochs.stream().skip(1).map(Epoch::from).toList();
  }

  List<Domain> domains() {
    return domains;
  }

  /** The domain of that id, which must be there. */
  Domain domain(int id) {
    for (Domain domain : domains) {
      if (domain.id() == id) {
        return domain;
      }
    }
    throw new IllegalArgumentException("no domain " + id);
  }

  /** The number of rules. */
  int size() {
    return rules.size() + (int) pieces.values().stream().filter(RuleSet::isRule).count();
  }

  private static boolean isRule(Entry<RulePiece> piece) {
    return piece.newest().above().isEmpty();
  }

  /** The number of rules that decide on one series alone. */
  int seriesRuleCount() {
    return rules.size();
  }

  Entry<SeriesRule> rule(int index) {
    return rules.get(index);
  }

  /** The key of the state of a rule that decides on one series alone. */
  String key(int index) {
    return rules.get(index).newest().rule().key();
  }

  /** The newest versions of the rules on several series. */
  List<GroupRule> groupRules() {
    return pieces.values().stream()
        .filter(RuleSet::isRule)
        .map(piece -> piece.newest().rule())
        .toList();
  }

  /** The rules on several series and their pieces, by their names. */
  Map<String, Entry<RulePiece>> pieces() {
    return pieces;
  }

  /** The leaves of rules on several series. */
  Map<GroupLeaf.Id, Entry<GroupLeaf>> leaves() {
    return leaves;
  }

  /** How many levels of the group stage the rules need; 0 if none needs several series. */
  int levels() {
    return pieces.values().stream().mapToInt(piece -> piece.newest().level()).max().orElse(0);
  }

  /** The domains that some rule on several series follows. */
  List<Domain> groupDomains() {
    return domains.stream()
        .filter(domain -> pieces.values().stream().anyMatch(piece -> piece.domain() == domain.id()))
        .toList();
  }

  /** The domains that some rule which reads alerts follows. */
  List<Domain> domainsReadingAlerts() {
    Set<Integer> reading = new HashSet<>();
    for (Entry<SeriesRule> rule : rules) {
      if (rule.versions().all().anyMatch(version -> readsAlerts(version.expression()))) {
        reading.add(rule.domain());
      }
    }
    for (Entry<GroupLeaf> leaf : leaves.values()) {
      if (readsAlerts(leaf.newest().expression())) {
        reading.add(leaf.domain());
      }
    }
    return domains.stream().filter(domain -> reading.contains(domain.id())).toList();
  }

  private static boolean readsAlerts(SeriesExpression expression) {
    return expression.selectors().stream().anyMatch(SeriesSelector::readsAlerts);
  }

  /** The place of the rule of that key, or -1. */
  int indexOf(String key) {
    return indexOf.getOrDefault(key, -1);
  }

  /** True if some rule reads the series. */
  boolean matches(Labels series) {
    return epochs.stream().anyMatch(epoch -> epoch.reads(series));
  }

  /**
   * A row for a series, empty yet.
   *
   * @param folds of the block that the row is for
   */
  SeriesRow row(Labels series, LeafFold.Table folds) {
    SeriesRow row = new SeriesRow(series);
    row.follow(readersOf(series, folds));
    return row;
  }

  /** Who reads a series. */
  SeriesReaders readersOf(Labels series, LeafFold.Table folds) {
    SortedSet<Integer> reading = new TreeSet<>();
    Set<GroupLeaf.Id> leavesReading = new LinkedHashSet<>();
    long window = 0;
    boolean onArrival = false;
    for (Epoch epoch : epochs) {
      for (SeriesRule rule : epoch.rulesReading(series)) {
        reading.add(indexOf(rule.rule().key()));
        window = Math.max(window, rule.windowMillis());
        onArrival |= rule.onArrival();
      }
      for (GroupLeaf leaf : epoch.leavesReading(series)) {
        if (leaves.containsKey(leaf.id())) {
          leavesReading.add(leaf.id());
        }
        window = Math.max(window, leaf.expression().windowMillis());
      }
    }
    reading.remove(-1); // a version that was taken away before it was in force
    if (reading.isEmpty() && leavesReading.isEmpty()) {
      return SeriesReaders.NONE;
    }
    if (!epochs.get(epochs.size() - 1).reads(series)) {
      window = Math.max(window, SeriesReaders.UNREAD_MILLIS);
    }
    return new SeriesReaders(
        List.copyOf(reading),
        new SeriesLeaves(leavesReading.stream().map(leaves::get).toList(), series, folds),
        window,
        onArrival,
        samplesAfter(series),
        isSettled() ? List.of() : cuts(series));
  }

  /**
   * What a change does not show: where rules look further back than before or read a series again,
   * what nobody had to keep, and where they do so, what came before.
   */
  private List<SeriesReaders.Cut> cuts(Labels series) {
    List<SeriesReaders.Cut> cuts = new ArrayList<>();
    long before = epochs.get(0).windowMillis(series);
    boolean wasRead = before > 0;
    for (Epoch epoch : epochs.subList(1, epochs.size())) {
      long window = epoch.windowMillis(series);
      if (before == 0 && window > 0 && wasRead) {
        cuts.add(new SeriesReaders.Cut(epoch.from(), epoch.samplesAfter()));
      } else if (before > 0 && (window > before || window == 0)) {
        cuts.add(new SeriesReaders.Cut(epoch.from(), epoch.from() - 1 - before));
      }
      before = window;
      wasRead |= window > 0;
    }
    return cuts;
  }

  /**
   * Where the samples of a series begin that rules may see: behind the change since which some rule
   * reads it; the least long if that lies before all that is known of changes.
   */
  private long samplesAfter(Labels series) {
    return epochs.stream()
        .filter(epoch -> epoch.reads(series))
        .findFirst()
        .map(Epoch::samplesAfter)
        .orElse(Long.MIN_VALUE);
  }
}
