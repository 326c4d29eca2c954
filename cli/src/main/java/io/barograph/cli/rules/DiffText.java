package io.barograph.cli.rules;

import io.barograph.promql.rules.PackDiff;
import io.barograph.promql.rules.RuleChange;
import io.barograph.promql.rules.RuleChange.FieldChange;
import io.barograph.promql.rules.RuleChange.Kind;
import java.util.ArrayList;
import java.util.List;

/** How versions of packs differ, as a person reads it. */
public final class DiffText {
  private DiffText() {}

  /** The lines of one pack. */
  public static List<String> of(PackDiff diff) {
    List<String> lines = new ArrayList<>();
    lines.add(
        diff.isEmpty()
            ? diff.pack() + ": no rule and no chain means anything else"
            : "%s: %d added, %d removed, %d changed"
                .formatted(
                    diff.pack(),
                    diff.count(Kind.ADDED),
                    diff.count(Kind.REMOVED),
                    diff.count(Kind.CHANGED)));
    for (RuleChange change : diff.changes()) {
      lines.add("  %s %s".formatted(sign(change.kind()), title(change)));
      change.fields().forEach(field -> lines.addAll(lines(field)));
      if (change.endsAlerts()) {
        lines.add(
            "      warning: the alerts of this rule end and begin again: "
                + String.join("; ", change.endings()));
      } else if (change.endsChains()) {
        lines.add("      warning: open chains end: " + String.join("; ", change.endings()));
      }
    }
    return lines;
  }

  private static String sign(Kind kind) {
    return switch (kind) {
      case ADDED -> "+";
      case REMOVED -> "-";
      case CHANGED -> "~";
    };
  }

  private static String title(RuleChange change) {
    if (change.isOfChain()) {
      return change.rule();
    }
    return change.rule().isEmpty()
        ? "group \"%s\"".formatted(change.group())
        : "%s of group \"%s\"".formatted(change.rule(), change.group());
  }

  private static List<String> lines(FieldChange field) {
    if (field.before().isEmpty()) {
      return List.of("      %s: + %s".formatted(field.field(), oneLine(field.after())));
    } else if (field.after().isEmpty()) {
      return List.of("      %s: - %s".formatted(field.field(), oneLine(field.before())));
    }
    return List.of(
        "      %s: %s".formatted(field.field(), oneLine(field.before())),
        "      %s> %s".formatted("-".repeat(field.field().length()), oneLine(field.after())));
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", " / ");
  }
}
