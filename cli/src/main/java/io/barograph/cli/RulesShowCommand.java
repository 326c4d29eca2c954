package io.barograph.cli;

import io.barograph.cli.rules.PublishedRules;
import io.barograph.cli.stack.StackException;
import io.barograph.core.rulepack.RulePackBody;
import io.barograph.core.rulepack.RulePackHead;
import io.barograph.formats.rulepack.RulePackJson;
import io.barograph.promql.rules.PackSettings;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the text of a published rule pack. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the files of a published pack, each after a line with its name; of the version that"
          + " stands unless another is named. As JSON it is the record of the topic."
    },
    footer = {
      "",
      "Examples:",
      "  barograph rules show desk",
      "  barograph rules show desk 3 --output json | jq -r '.files[0].text'"
    })
final class RulesShowCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RuleTopicOption topicOption;
  @Mixin private OutputOption output;

  @Parameters(index = "0", paramLabel = "PACK", description = "the name of the pack")
  private String pack;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "VERSION",
      description = "the version (default: the one that stands)")
  private Integer version;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    try (PublishedRules rules = topicOption.toRead(spec.commandLine().getErr())) {
      RulePackHead head = rules.head(pack);
      if (version == null && head.isDeleted()) {
        throw new StackException(
            "%s is deleted: name a version, there are %s"
                .formatted(pack, rules.book().versions(pack).keySet()));
      }
      RulePackBody body = rules.body(pack, version == null ? head.live() : version);
      if (output.isJson()) {
        out.println(new String(RulePackJson.encode(body), StandardCharsets.UTF_8));
      } else {
        print(body, head, out);
      }
    }
    out.flush();
    return 0;
  }

  private static void print(RulePackBody body, RulePackHead head, PrintWriter out) {
    out.println(
        "# %s version %d, published %s by %s%s"
            .formatted(
                body.pack(),
                body.version(),
                Instant.ofEpochMilli(body.createdAt()),
                body.author(),
                body.comment().isEmpty() ? "" : ": " + body.comment()));
    out.println(
        body.version() == head.live()
            ? "# stands from " + Instant.ofEpochMilli(head.latest().effectiveFrom())
            : "# does not stand");
    body.files().forEach(file -> print(file.name(), file.text(), out));
    if (!body.settings().isEmpty()) {
      print(PackSettings.FILE_NAME, body.settings(), out);
    }
  }

  private static void print(String name, String text, PrintWriter out) {
    out.println("# --- " + name);
    out.print(text);
    if (!text.endsWith("\n")) {
      out.println();
    }
  }
}
