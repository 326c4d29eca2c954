package io.barograph.cli.rules;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.barograph.promql.rules.PackDiff;
import io.barograph.promql.rules.RuleChange;
import java.util.Locale;

/** How versions of packs differ, as JSON. */
public final class DiffJson {
  private DiffJson() {}

  /** The object about one pack. */
  public static ObjectNode of(PackDiff diff) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("pack", diff.pack());
    ArrayNode changes = json.putArray("changes");
    for (RuleChange change : diff.changes()) {
      ObjectNode one =
          changes
              .addObject()
              .put("kind", change.kind().name().toLowerCase(Locale.ROOT))
              .put("group", change.group())
              .put("rule", change.rule());
      ArrayNode fields = one.putArray("fields");
      change
          .fields()
          .forEach(
              field ->
                  fields
                      .addObject()
                      .put("field", field.field())
                      .put("before", field.before())
                      .put("after", field.after()));
      String ending = change.isOfChain() ? "chainsEndBecause" : "alertsEndBecause";
      change.endings().forEach(one.putArray(ending)::add);
    }
    return json;
  }
}
