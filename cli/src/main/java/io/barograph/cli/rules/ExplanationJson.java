package io.barograph.cli.rules;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.barograph.promql.explain.RuleCost;
import io.barograph.promql.explain.RuleExplanation;
import io.barograph.promql.parse.Printer;
import io.barograph.promql.plan.LabelNames;
import io.barograph.promql.plan.PartitionPlan;
import io.barograph.promql.rules.RuleFileError;
import io.barograph.promql.rules.RuleSettings;
import io.barograph.promql.vector.Leaf;
import io.barograph.promql.vector.Leaf.Place.Asks;
import java.util.Locale;

/**
 * Explanations of rules as JSON, one object for each; times are milliseconds unless the name says
 * otherwise. A rule that a job refuses has {@code refused}, the reason, and nothing of its plan.
 */
public final class ExplanationJson {
  private ExplanationJson() {}

  /** The object about a rule that runs. */
  public static ObjectNode of(String file, RuleExplanation explained) {
    ObjectNode json =
        object()
            .put("file", file)
            .put("line", explained.place().line())
            .put("group", explained.group())
            .put("rule", "alert \"%s\"".formatted(explained.rule().name()))
            .put("expression", Printer.print(explained.rule().expr()))
            .put("intervalMillis", explained.interval().toMillis())
            .put("forMillis", explained.rule().hold().toMillis())
            .put("stages", explained.partitions().isPresent() ? 2 : 1)
            .put("labelsVary", explained.labelsVary());
    ArrayNode leaves = json.putArray("leaves");
    explained.leaves().forEach(leaf -> leaves.add(leaf(leaf)));
    explained.partitions().ifPresent(plan -> json.set("partitions", partitions(plan)));
    if (!explained.settings().isEmpty()) {
      json.set("overrides", overrides(explained.settings()));
    }
    RuleCost cost = explained.cost();
    json.putObject("cost")
        .put("samplesPerSeries", cost.samplesPerSeries())
        .put("bytesPerSeries", cost.bytesPerSeries())
        .put("nanosPerSeriesAndTick", Math.round(cost.nanosPerTick() * 10) / 10.0);
    return json;
  }

  /** The object about a rule that does not run. */
  public static ObjectNode of(RuleFileError refused) {
    return object()
        .put("file", refused.file())
        .put("line", refused.line())
        .put("group", refused.group())
        .put("rule", refused.rule())
        .put("refused", refused.message());
  }

  private static ObjectNode overrides(RuleSettings settings) {
    ObjectNode json = object();
    settings.noData().ifPresent(policy -> json.put("noData", policy.wireName()));
    settings
        .noDataTimeout()
        .ifPresent(timeout -> json.put("noDataTimeoutMillis", timeout.toMillis()));
    settings.recover().ifPresent(recover -> json.put("recover", Printer.print(recover)));
    settings.priority().ifPresent(priority -> json.put("priority", priority.name()));
    settings.evaluation().ifPresent(when -> json.put("evaluate", when.wireName()));
    return json;
  }

  private static ObjectNode leaf(Leaf leaf) {
    ObjectNode json = object().put("expression", Printer.print(leaf.expr()));
    ArrayNode selectors = json.putArray("selectors");
    leaf.expression()
        .selectors()
        .forEach(
            selector -> {
              ArrayNode matchers = selectors.addArray();
              selector.matchers().forEach(matcher -> matchers.add(matcher.toString()));
            });
    leaf.fold().ifPresent(fold -> json.put("folded", fold.toString()));
    if (leaf.place().asks() == Asks.RECOVERY) {
      json.put("asksForRecovery", true);
    }
    return json.put("windowMillis", leaf.expression().windowMillis())
        .put("stepMillis", leaf.place().stepMillis())
        .put("reachMillis", leaf.place().reachMillis())
        .put("asksForAbsence", leaf.place().asks() == Asks.ABSENCE);
  }

  private static ObjectNode partitions(PartitionPlan plan) {
    LabelNames key = plan.key();
    ObjectNode json = object().put("allLabelsBut", key.allExcept());
    key.names().forEach(json.putArray("labels")::add);
    ObjectNode constants = json.putObject("constants");
    plan.labels()
        .constants()
        .forEach(
            (name, value) -> {
              if (key.contains(name)) {
                constants.put(name, value);
              }
            });
    ArrayNode silent = json.putArray("withoutData");
    plan.silent().forEach(labels -> labels.toMap().forEach(silent.addObject()::put));
    ArrayNode pieces = json.putArray("pieces");
    plan.pieces().forEach(piece -> pieces.add(partitions(piece)));
    return json.put("traffic", plan.traffic().name().toLowerCase(Locale.ROOT));
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
