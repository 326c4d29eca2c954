package io.barograph.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.barograph.cli.rules.DiffJson;
import io.barograph.cli.rules.DiffText;
import io.barograph.cli.rules.PublishedRules;
import io.barograph.cli.rules.RuleProposal;
import io.barograph.promql.rules.PackDiff;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares two versions of a published rule pack. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = {
      "Says how the second version of a pack differs from the first, by what its rules mean:"
          + " comments, the layout of expressions and the order of rules make no difference. Each"
          + " rule whose alerts would end and begin again has a warning; those of other packs that"
          + " read what this one records are there too.",
      "Exit status 0 whether they differ or not."
    },
    footer = {
      "",
      "Examples:",
      "  barograph rules diff desk 3 4",
      "  barograph rules diff desk 3 4 --output json"
    })
final class RulesDiffCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RuleTopicOption topicOption;
  @Mixin private OutputOption output;

  @Parameters(index = "0", paramLabel = "PACK", description = "the name of the pack")
  private String pack;

  @Parameters(index = "1", paramLabel = "VERSION", description = "the version before")
  private int before;

  @Parameters(index = "2", paramLabel = "VERSION", description = "the version after")
  private int after;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    try (PublishedRules rules = topicOption.toRead(spec.commandLine().getErr())) {
      List<PackDiff> diffs =
          RuleProposal.between(
                  rules.book().live(), rules.body(pack, before), rules.body(pack, after))
              .diffs();
      if (output.isJson()) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        diffs.forEach(diff -> all.add(DiffJson.of(diff)));
        out.println(all);
      } else {
        diffs.forEach(diff -> DiffText.of(diff).forEach(out::println));
      }
    }
    out.flush();
    return 0;
  }
}
