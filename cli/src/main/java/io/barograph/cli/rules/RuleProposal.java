package io.barograph.cli.rules;

import io.barograph.core.rulepack.RulePackBody;
import io.barograph.promql.eval.EvaluationOptions;
import io.barograph.promql.explain.SamplingTimes;
import io.barograph.promql.lint.Finding;
import io.barograph.promql.lint.RuleLint;
import io.barograph.promql.rules.PackDiff;
import io.barograph.promql.rules.PackSet;
import io.barograph.promql.rules.PackText;
import io.barograph.promql.rules.RuleFileError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What would be if some packs were replaced: all packs are read together, before and after, since a
 * rule may read what a rule of another pack records.
 *
 * @param diffs of the packs that are replaced, and of each other whose rules mean something else
 *     after it, by name
 * @param problems why a job would refuse what stands after it, and did not before
 * @param standing why a job refuses what stands before it
 * @param findings of the lint in the packs that are put in
 */
public record RuleProposal(
    List<PackDiff> diffs,
    List<RuleFileError> problems,
    List<RuleFileError> standing,
    List<Finding> findings) {

  /**
   * A proposal.
   *
   * @param live the versions that stand, by pack
   * @param changes the texts that packs are to have; empty for a pack that is to go
   */
  public static RuleProposal of(
      Map<String, RulePackBody> live, Map<String, Optional<PackText>> changes) {
    SortedMap<String, PackText> texts = new TreeMap<>();
    live.forEach((pack, body) -> texts.put(pack, PackText.of(body)));
    PackSet before = read(texts.values());
    changes.forEach(
        (pack, text) ->
            text.ifPresentOrElse(given -> texts.put(pack, given), () -> texts.remove(pack)));
    PackSet after = read(texts.values());
    List<RuleFileError> problems = new ArrayList<>(after.problems());
    problems.removeAll(before.problems());
    List<Finding> findings =
        changes.keySet().stream()
            .flatMap(pack -> after.pack(pack).stream())
            .flatMap(pack -> pack.files().stream())
            .flatMap(file -> RuleLint.of(file.file(), RuleLint.DEFAULT_SCRAPE_INTERVAL).stream())
            .toList();
    return new RuleProposal(
        diffs(before, after, changes.keySet()), problems, before.problems(), findings);
  }

  /** That a published version replaces the one of its pack that stands. */
  public static RuleProposal replacing(Map<String, RulePackBody> live, RulePackBody body) {
    return of(live, Map.of(body.pack(), Optional.of(PackText.of(body))));
  }

  /** That one version of a pack replaces another, whichever stands. */
  public static RuleProposal between(
      Map<String, RulePackBody> live, RulePackBody before, RulePackBody after) {
    Map<String, RulePackBody> standing = new TreeMap<>(live);
    standing.put(before.pack(), before);
    return replacing(standing, after);
  }

  private static PackSet read(Collection<PackText> texts) {
    return PackSet.of(texts, SamplingTimes.DEFAULT.evaluationInterval(), EvaluationOptions.DEFAULT);
  }

  private static List<PackDiff> diffs(PackSet before, PackSet after, Set<String> shown) {
    SortedSet<String> names = new TreeSet<>();
    before.packs().forEach(pack -> names.add(pack.name()));
    after.packs().forEach(pack -> names.add(pack.name()));
    return names.stream()
        .map(name -> PackDiff.of(name, before.pack(name), after.pack(name)))
        .filter(diff -> shown.contains(diff.pack()) || !diff.isEmpty())
        .toList();
  }
}
