package io.barograph.cli;

import io.barograph.cli.rules.PublishedRules;
import io.barograph.core.rulepack.RulePackKey;
import io.barograph.core.rulepack.RulePackRemoval;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Removes old versions of a rule pack. */
@Command(
    name = "prune",
    mixinStandardHelpOptions = true,
    description = {
      "Removes the texts of old versions of a pack, for good. Those that stand, stood in the last"
          + " hour, are tried in shadow or will stand are kept, and the newest. A replay of"
          + " history, or a job that is further behind, needs the versions that stood then: keep as"
          + " many as that takes. The history still names those that are gone."
    },
    footer = {
      "",
      "Examples:",
      "  barograph rules prune desk --keep 20",
      "  barograph rules prune desk --keep 20 --dry-run"
    })
final class RulesPruneCommand implements Callable<Integer> {
  /** How far jobs may be behind and still find what they need. */
  private static final Duration LAG = Duration.ofHours(1);

  @Spec private CommandSpec spec;
  @Mixin private RuleTopicOption topicOption;

  @Parameters(index = "0", paramLabel = "PACK", description = "the name of the pack")
  private String pack;

  @Option(
      names = "--keep",
      required = true,
      paramLabel = "N",
      description = "how many of the newest versions stay, at least 1")
  private int keep;

  @Option(names = "--dry-run", description = "say what would go and remove nothing")
  private boolean dryRun;

  @Override
  public Integer call() throws InterruptedException {
    if (keep < 1) {
      throw new ParameterException(spec.commandLine(), "--keep must be >= 1, was " + keep);
    }
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try (PublishedRules rules = dryRun ? topicOption.toRead(err) : topicOption.toChange(err)) {
      String name = rules.head(pack).pack();
      List<Integer> old =
          rules.book().prunable(name, keep, System.currentTimeMillis() - LAG.toMillis());
      if (old.isEmpty()) {
        out.println("%s: nothing to remove".formatted(name));
      } else {
        if (!dryRun) {
          rules.write(
              old.stream()
                  .map(version -> new RulePackRemoval(new RulePackKey.OfBody(name, version)))
                  .toList());
        }
        out.println(
            "%s: %s %s"
                .formatted(
                    name,
                    dryRun ? "would remove" : "removed",
                    old.stream()
                        .map(version -> "version " + version)
                        .collect(Collectors.joining(", "))));
      }
    }
    out.flush();
    return 0;
  }
}
