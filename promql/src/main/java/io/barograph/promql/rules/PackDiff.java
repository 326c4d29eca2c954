package io.barograph.promql.rules;

import io.barograph.core.pattern.ChainPattern;
import io.barograph.promql.parse.Printer;
import io.barograph.promql.rules.Rule.AlertingRule;
import io.barograph.promql.rules.RuleChange.Kind;
import io.barograph.promql.rules.RunnableRules.RunnableRule;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * How one version of a pack differs from another, by what its rules and chains mean: comments, the
 * layout of expressions, the order of rules and in which file they stand make no difference.
 *
 * <p>A rule is the same as one before if it stands in a group of the same name, is of the same kind
 * and has the same name, if possible with the same labels. What is left over and asks the same is
 * one rule that got another name or group.
 *
 * @param pack the name of the pack
 * @param changes those of groups before those of rules, and chains last; of rules, and of chains,
 *     what is gone first
 */
public record PackDiff(String pack, List<RuleChange> changes) {
  public PackDiff {
    changes = List.copyOf(changes);
  }

  /** A rule, and all that is said of it. */
  record Stated(
      RuleGroup group, Rule rule, RuleSettings settings, Optional<RunnableRule> runnable) {
    String title() {
      return "%s \"%s\"".formatted(rule instanceof AlertingRule ? "alert" : "record", rule.name());
    }

    boolean isOfTheKindOf(Stated other) {
      return rule.getClass().equals(other.rule.getClass());
    }

    boolean isNamedAs(Stated other) {
      return isOfTheKindOf(other)
          && group.name().equals(other.group.name())
          && rule.name().equals(other.rule.name());
    }

    boolean isIdentifiedAs(Stated other) {
      return isNamedAs(other) && rule.labels().equals(other.rule.labels());
    }

    boolean asksTheSameAs(Stated other) {
      return isOfTheKindOf(other)
          && Printer.print(rule.expr()).equals(Printer.print(other.rule.expr()));
    }
  }

  /**
   * How {@code after} differs from {@code before}.
   *
   * @param before empty if there was no version before
   * @param after empty if the pack is deleted
   */
  public static PackDiff of(
      String pack, Optional<PackSet.Pack> before, Optional<PackSet.Pack> after) {
    List<RuleChange> changes = new ArrayList<>();
    groups(before, after, changes);
    List<Stated> old = new ArrayList<>(rules(before));
    List<Stated> now = new ArrayList<>(rules(after));
    List<RuleChange> changed = new ArrayList<>();
    for (BiPredicate<Stated, Stated> same :
        List.<BiPredicate<Stated, Stated>>of(
            Stated::isIdentifiedAs, Stated::isNamedAs, Stated::asksTheSameAs)) {
      pair(old, now, same, changed);
    }
    old.forEach(rule -> changes.add(whole(Kind.REMOVED, rule)));
    now.forEach(rule -> changes.add(whole(Kind.ADDED, rule)));
    changes.addAll(changed);
    changes.addAll(ChainFields.changes(chains(before), chains(after)));
    return new PackDiff(pack, changes);
  }

  /** True if both mean the same. */
  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /** How many of the changes are of that kind. */
  public long count(Kind kind) {
    return changes.stream().filter(change -> change.kind() == kind).count();
  }

  /** Takes the pairs out of both lists and adds what has changed in them. */
  private static void pair(
      List<Stated> old,
      List<Stated> now,
      BiPredicate<Stated, Stated> same,
      List<RuleChange> changes) {
    for (Iterator<Stated> left = old.iterator(); left.hasNext(); ) {
      Stated before = left.next();
      Optional<Stated> found = now.stream().filter(after -> same.test(before, after)).findFirst();
      if (found.isPresent()) {
        Stated after = found.get();
        left.remove();
        now.remove(after);
        RuleFields.change(before, after).ifPresent(changes::add);
      }
    }
  }

  private static RuleChange whole(Kind kind, Stated rule) {
    return new RuleChange(kind, rule.group().name(), rule.title(), List.of(), List.of());
  }

  private static void groups(
      Optional<PackSet.Pack> before, Optional<PackSet.Pack> after, List<RuleChange> changes) {
    List<RuleGroup> left = new ArrayList<>(groups(after));
    for (RuleGroup old : groups(before)) {
      Optional<RuleGroup> found =
          left.stream().filter(group -> group.name().equals(old.name())).findFirst();
      if (found.isPresent()) {
        left.remove(found.get());
        RuleFields.change(old, found.get()).ifPresent(changes::add);
      }
    }
  }

  private static List<ChainPattern> chains(Optional<PackSet.Pack> pack) {
    return pack.map(one -> one.settings().patterns()).orElse(List.of());
  }

  private static List<RuleGroup> groups(Optional<PackSet.Pack> pack) {
    return pack.stream()
        .flatMap(one -> one.files().stream())
        .flatMap(file -> file.file().groups().stream())
        .toList();
  }

  private static List<Stated> rules(Optional<PackSet.Pack> pack) {
    List<Stated> rules = new ArrayList<>();
    for (RunnableRules file : pack.map(PackSet.Pack::files).orElse(List.of())) {
      for (RuleGroup group : file.file().groups()) {
        for (Rule rule : group.rules()) {
          rules.add(stated(pack.get().settings(), file, group, rule));
        }
      }
    }
    return rules;
  }

  private static Stated stated(
      PackSettings settings, RunnableRules file, RuleGroup group, Rule rule) {
    if (rule instanceof AlertingRule alerting) {
      Optional<RunnableRule> runnable =
          file.rules().stream()
              .filter(one -> one.group().equals(group) && one.rule().equals(alerting))
              .findFirst();
      return new Stated(group, rule, settings.of(group, alerting), runnable);
    }
    return new Stated(group, rule, RuleSettings.NONE, Optional.empty());
  }
}
