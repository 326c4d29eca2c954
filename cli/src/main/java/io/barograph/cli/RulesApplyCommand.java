package io.barograph.cli;

import io.barograph.cli.rules.PackFolder;
import io.barograph.cli.rules.PublishedRules;
import io.barograph.cli.rules.RuleProposal;
import io.barograph.cli.stack.StackException;
import io.barograph.core.rulepack.RulePackBody;
import io.barograph.core.rulepack.RulePackBook;
import io.barograph.core.rulepack.RulePackHead;
import io.barograph.core.rulepack.RulePackHead.Change;
import io.barograph.core.rulepack.RulePackRecord;
import io.barograph.promql.rules.PackText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Publishes rule packs. */
@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    description = {
      "Publishes rule packs to the running job: a new version of each that has changed. The job"
          + " takes it without a restart; alerts go on where a rule keeps its name, group and"
          + " labels and is split as before.",
      "First all packs that would stand are read together and checked as a job checks them, since"
          + " a rule may read what another pack records; the lint runs on those given. Then what"
          + " changes is shown, rule by rule, with a warning for each rule whose alerts end and"
          + " begin again. All packs given are published together or none.",
      "A pack is called as its folder. Its rule files and its barograph.yml are published, tests"
          + " are not.",
      "Exit status 0 if they are published or nothing has changed, 1 if not."
    },
    footer = {
      "",
      "Examples:",
      "  barograph rules apply my-rules/desk --dry-run     what would change",
      "  barograph rules apply my-rules/desk --comment 'quieter at the open'",
      "  barograph rules apply desk/ risk/ --effective-from 2026-01-02T08:00:00Z",
      "  barograph rules apply desk/ --bootstrap-servers kafka-1:9092 --topics-prefix eu."
    })
final class RulesApplyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RuleTopicOption topicOption;
  @Mixin private ChangeOption changeOption;

  @Parameters(
      arity = "1..*",
      paramLabel = "PACK",
      description = "folders of rule packs, or single rule files")
  private List<Path> paths;

  @Option(names = "--dry-run", description = "show what would change and publish nothing")
  private boolean dryRun;

  @Option(names = "--force", description = "publish in spite of errors that the lint finds")
  private boolean force;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Map<String, PackFolder> given = folders();
    try (PublishedRules rules = dryRun ? topicOption.toRead(err) : topicOption.toChange(err)) {
      long now = System.currentTimeMillis();
      Change change = changeOption.change(now);
      List<RulePackBody> changed = new ArrayList<>();
      for (PackFolder pack : given.values()) {
        RulePackBody body = body(pack, rules.book(), change);
        Optional<RulePackBody> live = Optional.ofNullable(rules.book().live().get(pack.name()));
        if (live.filter(body::saysTheSameAs).isPresent()) {
          out.println(
              "%s: nothing has changed, version %d stands"
                  .formatted(pack.name(), live.get().version()));
        } else {
          changed.add(body);
        }
      }
      out.flush();
      if (changed.isEmpty()) {
        return 0;
      }
      Map<String, Optional<PackText>> texts = new LinkedHashMap<>();
      changed.forEach(body -> texts.put(body.pack(), Optional.of(given.get(body.pack()).text())));
      RuleProposal proposal;
      try (WaitingLine waiting = new WaitingLine(err, "checking the rules")) {
        proposal = RuleProposal.of(rules.book().live(), texts);
      }
      if (!ProposalReport.print(proposal, force, out, err)) {
        return 1;
      } else if (dryRun) {
        out.println("nothing was published, as this is a dry run");
      } else {
        publish(rules, changed, change);
      }
      out.flush();
      return 0;
    }
  }

  private Map<String, PackFolder> folders() throws IOException {
    Map<String, PackFolder> folders = new LinkedHashMap<>();
    for (Path path : paths) {
      PackFolder folder = PackFolder.read(path);
      if (folders.put(folder.name(), folder) != null) {
        throw new StackException(
            "two of the packs are called %s: rename a folder".formatted(folder.name()));
      }
    }
    return folders;
  }

  private static RulePackBody body(PackFolder pack, RulePackBook book, Change change) {
    return pack.body(
        book.nextVersion(pack.name()), change.now(), change.author(), change.comment());
  }

  private void publish(PublishedRules rules, List<RulePackBody> bodies, Change change)
      throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    List<RulePackRecord> records = new ArrayList<>(bodies);
    for (RulePackBody body : bodies) {
      records.add(
          rules
              .book()
              .head(body.pack())
              .map(head -> head.next(body.version(), change))
              .orElseGet(() -> RulePackHead.first(body.pack(), body.version(), change)));
    }
    try (WaitingLine waiting = new WaitingLine(err, "publishing: waiting for Kafka")) {
      rules.write(records);
    } catch (IllegalArgumentException tooLarge) {
      throw new StackException("nothing was published: " + tooLarge.getMessage(), tooLarge);
    }
    for (RulePackBody body : bodies) {
      spec.commandLine()
          .getOut()
          .println(
              "%s: version %d stands %s"
                  .formatted(
                      body.pack(),
                      body.version(),
                      ChangeOption.from(change.effectiveFrom(), change.now())));
    }
  }
}
