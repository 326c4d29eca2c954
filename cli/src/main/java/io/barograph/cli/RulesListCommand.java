package io.barograph.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.barograph.cli.rules.PublishedRules;
import io.barograph.core.rulepack.RulePackBook;
import io.barograph.core.rulepack.RulePackEffect;
import io.barograph.core.rulepack.RulePackHead;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the published rule packs. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the published rule packs: which version of each stands, from when, whose it is, and"
          + " from which tick each job evaluates it."
    },
    footer = {
      "",
      "Examples:",
      "  barograph rules list",
      "  barograph rules list --output json | jq '.[] | select(.live)'"
    })
final class RulesListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RuleTopicOption topicOption;
  @Mixin private OutputOption output;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    try (PublishedRules rules = topicOption.toRead(spec.commandLine().getErr())) {
      RulePackBook book = rules.book();
      if (output.isJson()) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        book.packs().values().forEach(head -> all.add(json(head, book)));
        out.println(all);
      } else if (book.packs().isEmpty()) {
        out.println("no pack is published");
      } else {
        book.packs().values().forEach(head -> print(head, book, out));
      }
    }
    out.flush();
    return 0;
  }

  private static void print(RulePackHead head, RulePackBook book, PrintWriter out) {
    out.println(
        "%-24s %-12s from %-24s %s%s"
            .formatted(
                head.pack(),
                head.isDeleted() ? "deleted" : "version " + head.live(),
                Instant.ofEpochMilli(head.latest().effectiveFrom()),
                head.latest().author(),
                head.latest().comment().isEmpty() ? "" : ": " + head.latest().comment()));
    if (head.shadow() != RulePackHead.NONE) {
      out.println(
          "  version %d in shadow from %s"
              .formatted(head.shadow(), Instant.ofEpochMilli(head.effectiveFrom())));
    }
    for (RulePackEffect effect : book.effectsOf(head)) {
      out.println(JobAnswers.line(effect));
    }
  }

  private static ObjectNode json(RulePackHead head, RulePackBook book) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("pack", head.pack());
    if (!head.isDeleted()) {
      json.put("live", head.live());
    }
    if (head.shadow() != RulePackHead.NONE) {
      json.put("shadow", head.shadow());
    }
    json.put("effectiveFrom", head.effectiveFrom())
        .put("author", head.author())
        .put("comment", head.comment())
        .put("publishedAt", head.publishedAt());
    book.versions(head.pack()).keySet().forEach(json.putArray("versions")::add);
    ArrayNode effects = json.putArray("effects");
    for (RulePackEffect effect : book.effectsOf(head)) {
      effects
          .addObject()
          .put("job", effect.job())
          .put("effectiveFrom", effect.effectiveFrom())
          .put("samplesAfter", effect.samplesAfter())
          .put("change", effect.change())
          .put("refused", effect.refused());
    }
    return json;
  }
}
