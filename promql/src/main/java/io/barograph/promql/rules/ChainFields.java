package io.barograph.promql.rules;

import io.barograph.core.pattern.Absence;
import io.barograph.core.pattern.ChainPattern;
import io.barograph.core.pattern.ChainStage;
import io.barograph.promql.parse.Durations;
import io.barograph.promql.rules.RuleChange.FieldChange;
import io.barograph.promql.rules.RuleChange.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What chains say, field by field. A chain is the same as one before if it has its name. */
final class ChainFields {
  private static final String ANNOTATIONS = "annotations.";

  private ChainFields() {}

  /** What becomes of chains: those that are gone, those that are new, those that are different. */
  static List<RuleChange> changes(List<ChainPattern> before, List<ChainPattern> after) {
    Map<String, ChainPattern> old = byName(before);
    Map<String, ChainPattern> now = byName(after);
    List<RuleChange> changes = new ArrayList<>();
    old.forEach(
        (name, chain) -> {
          if (!now.containsKey(name)) {
            changes.add(whole(Kind.REMOVED, chain));
          }
        });
    now.forEach(
        (name, chain) -> {
          if (!old.containsKey(name)) {
            changes.add(whole(Kind.ADDED, chain));
          }
        });
    now.forEach(
        (name, chain) -> {
          if (old.containsKey(name)) {
            change(old.get(name), chain, changes);
          }
        });
    return changes;
  }

  private static Map<String, ChainPattern> byName(List<ChainPattern> chains) {
    Map<String, ChainPattern> byName = new LinkedHashMap<>();
    chains.forEach(chain -> byName.put(chain.name(), chain));
    return byName;
  }

  private static RuleChange whole(Kind kind, ChainPattern chain) {
    return new RuleChange(kind, "", title(chain), List.of(), List.of());
  }

  private static void change(ChainPattern before, ChainPattern after, List<RuleChange> changes) {
    List<FieldChange> fields = RuleFields.differences(fieldsOf(before), fieldsOf(after));
    List<String> endings =
        fields.stream()
            .map(FieldChange::field)
            .filter(field -> !field.startsWith(ANNOTATIONS))
            .map(field -> "it has another " + field)
            .toList();
    if (!fields.isEmpty()) {
      changes.add(new RuleChange(Kind.CHANGED, "", title(after), fields, endings));
    }
  }

  private static String title(ChainPattern chain) {
    return "chain \"%s\"".formatted(chain.name());
  }

  private static Map<String, String> fieldsOf(ChainPattern chain) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("kind", chain.kind());
    for (int place = 0; place < chain.stages().size(); place++) {
      fields.put("stage " + (place + 1), text(chain.stages().get(place)));
    }
    chain.absence().ifPresent(absence -> fields.put("notFollowedBy", text(absence)));
    if (chain.stages().size() > 1) {
      fields.put("within", Durations.format(chain.within()));
    }
    fields.put(
        chain.correlation().isBy() ? "by" : "without",
        "[" + String.join(", ", chain.correlation().labels()) + "]");
    fields.put("endsOnRecovery", Boolean.toString(chain.endsOnRecovery()));
    chain.annotations().forEach((name, text) -> fields.put(ANNOTATIONS + name, text));
    return fields;
  }

  private static String text(Absence absence) {
    return text(absence.stage()) + " for " + Durations.format(absence.time());
  }

  private static String text(ChainStage stage) {
    List<String> matchers = stage.matchers().stream().map(Object::toString).toList();
    return "%s {%s}%s"
        .formatted(
            stage.source().wireName(),
            String.join(", ", matchers),
            stage.isFiring() ? "" : " resolved");
  }
}
