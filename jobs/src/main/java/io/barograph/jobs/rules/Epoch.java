package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;
import io.barograph.promql.alerting.AlertRule;
import io.barograph.promql.alerting.GroupRule;
import io.barograph.promql.eval.SeriesSelector;
import io.barograph.promql.vector.Leaf;
import io.barograph.promql.vector.PlanSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules of a job between two changes.
 *
 * <p>Thread-safe once made.
 */
final class Epoch {
  private final Content content;
  private final long from;
  private final long samplesAfter;

  private Epoch(Content content, long from, long samplesAfter) {
    this.content = content;
    this.from = from;
    this.samplesAfter = samplesAfter;
  }

  /** What is in force in it. */
  private record Content(
      List<SeriesRule> rules,
      List<RulePiece> pieces,
      List<GroupLeaf> leaves,
      List<RuleSet.Domain> domains,
      Candidates rulesOf,
      Candidates leavesOf) {}

  /** An epoch that has always been. */
  static Epoch always(
      List<SeriesRule> rules, List<GroupRule> groupRules, List<RuleSet.Domain> domains) {
    List<RulePiece> pieces = groupRules.stream().map(RulePiece::of).flatMap(List::stream).toList();
    List<GroupLeaf> leaves = new ArrayList<>();
    for (RulePiece piece : pieces) {
      List<PlanSource> sources = piece.plan().plan().sources();
      for (int place = 0; place < sources.size(); place++) {
        if (sources.get(place) instanceof Leaf leaf) {
          leaves.add(new GroupLeaf(piece, piece.sourceIds().get(place), leaf));
        }
      }
    }
    Content content =
        new Content(
            List.copyOf(rules),
            pieces,
            leaves,
            List.copyOf(domains),
            new Candidates(rules.stream().map(SeriesRule::expression).toList()),
            new Candidates(leaves.stream().map(GroupLeaf::expression).toList()));
    return new Epoch(content, Long.MIN_VALUE, Long.MIN_VALUE);
  }

  /**
   * The same rules from a tick on.
   *
   * @param after series that no rule read before are known from their samples behind this
   */
  Epoch startingAt(long tick, long after) {
    return new Epoch(content, tick, after);
  }

  long from() {
    return from;
  }

  long samplesAfter() {
    return samplesAfter;
  }

  List<SeriesRule> rules() {
    return content.rules;
  }

  List<RulePiece> pieces() {
    return content.pieces;
  }

  List<GroupLeaf> leaves() {
    return content.leaves;
  }

  List<RuleSet.Domain> domains() {
    return content.domains;
  }

  /** True if some rule reads the series. */
  boolean reads(Labels series) {
    return content.rulesOf.reading(series).length > 0
        || content.leavesOf.reading(series).length > 0;
  }

  /** True if each of some selectors stands in some rule. */
  boolean reads(Collection<SeriesSelector> selectors) {
    Set<SeriesSelector> all =
        Stream.concat(
                content.rules.stream().map(SeriesRule::expression),
                content.leaves.stream().map(GroupLeaf::expression))
            .flatMap(expression -> expression.selectors().stream())
            .collect(Collectors.toSet());
    return all.containsAll(selectors);
  }

  /** The rules on one series alone that read it. */
  List<SeriesRule> rulesReading(Labels series) {
    return Arrays.stream(content.rulesOf.reading(series)).mapToObj(content.rules::get).toList();
  }

  /** The leaves of other rules that read it. */
  List<GroupLeaf> leavesReading(Labels series) {
    return Arrays.stream(content.leavesOf.reading(series)).mapToObj(content.leaves::get).toList();
  }

  /** How far behind a tick its rules look at a series; 0 if none reads it. */
  long windowMillis(Labels series) {
    return Math.max(
        rulesReading(series).stream().mapToLong(SeriesRule::windowMillis).max().orElse(0),
        leavesReading(series).stream()
            .mapToLong(leaf -> leaf.expression().windowMillis())
            .max()
            .orElse(0));
  }

  /** How long after its start a rule of it takes over at the latest. */
  private long warmUp() {
    return content.pieces.stream().mapToLong(RulePiece::warmUpMillis).max().orElse(0);
  }

  private long longestInterval() {
    return Stream.concat(
            content.rules.stream().map(SeriesRule::rule),
            content.pieces.stream().map(piece -> piece.rule().rule()))
        .mapToLong(AlertRule::intervalMillis)
        .max()
        .orElse(0);
  }

  /** True if nothing of it happens at ticks behind {@code closed}, when {@code next} follows it. */
  boolean isOverBy(long closed, Epoch next) {
    return next.from + Math.max(next.warmUp(), longestInterval()) <= closed;
  }
}
