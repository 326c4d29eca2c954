package io.barograph.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.barograph.cli.rules.PublishedRules;
import io.barograph.core.rulepack.RulePackHead.Activation;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows which versions of a rule pack stood when. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description = {
      "Shows which versions of a pack stood from when, oldest first, rollbacks and deletions"
          + " inside; the last hundred are kept. Times are UTC."
    },
    footer = {
      "",
      "Examples:",
      "  barograph rules history desk",
      "  barograph rules history desk --output json"
    })
final class RulesHistoryCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RuleTopicOption topicOption;
  @Mixin private OutputOption output;

  @Parameters(index = "0", paramLabel = "PACK", description = "the name of the pack")
  private String pack;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    try (PublishedRules rules = topicOption.toRead(spec.commandLine().getErr())) {
      List<Activation> history = rules.head(pack).history();
      if (output.isJson()) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        history.forEach(activation -> all.add(json(activation)));
        out.println(all);
      } else {
        history.forEach(activation -> out.println(line(activation)));
      }
    }
    out.flush();
    return 0;
  }

  private static String line(Activation activation) {
    return "%-12s from %-24s %s%s (published %s)"
        .formatted(
            activation.isDeletion() ? "deleted" : "version " + activation.live(),
            Instant.ofEpochMilli(activation.effectiveFrom()),
            activation.author(),
            activation.comment().isEmpty() ? "" : ": " + activation.comment(),
            Instant.ofEpochMilli(activation.publishedAt()));
  }

  private static ObjectNode json(Activation activation) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (!activation.isDeletion()) {
      json.put("live", activation.live());
    }
    return json.put("effectiveFrom", activation.effectiveFrom())
        .put("author", activation.author())
        .put("comment", activation.comment())
        .put("publishedAt", activation.publishedAt());
  }
}
