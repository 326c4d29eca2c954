package io.barograph.cli;

import io.barograph.cli.rules.JudgedOtherwise;
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
      "With --shadow the version is tried beside the one that stands: the job evaluates both on the"
          + " same samples, and writes the alerts of the one that is tried to a topic and an index of"
          + " their own. Nobody is notified. 'rules compare' shows what it would change, 'rules"
          + " promote' lets it stand, 'rules withdraw' ends the trial.",
      "Exit status 0 if they are published and no running job refuses them, or nothing has changed,"
          + " 1 if not."
    },
    footer = {
      "",
      "Examples:",
      "  barograph rules apply my-rules/desk --dry-run     what would change",
      "  barograph rules apply my-rules/desk --comment 'quieter at the open'",
      "  barograph rules apply my-rules/desk --shadow      try it, and notify nobody",
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

  @Option(
      names = "--shadow",
      description = "try the version beside the one that stands, and notify nobody")
  private boolean shadow;

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
        Optional<RulePackBody> before = before(rules.book(), pack.name());
        if (before.filter(body::saysTheSameAs).isPresent()) {
          out.println(
              "%s: nothing has changed, version %d %s"
                  .formatted(pack.name(), before.get().version(), shadow ? "is tried" : "stands"));
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
        return publish(rules, changed, change) ? 0 : 1;
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

  /** The version that goes on if the same is applied again. */
  private Optional<RulePackBody> before(RulePackBook book, String pack) {
    return shadow
        ? book.head(pack).flatMap(head -> book.body(pack, head.shadow()))
        : Optional.ofNullable(book.live().get(pack));
  }

  private RulePackHead head(RulePackBook book, RulePackBody body, Change change) {
    Optional<RulePackHead> head = book.head(body.pack());
    if (shadow) {
      return head.map(before -> before.withShadow(body.version(), change))
          .orElseGet(() -> RulePackHead.firstInShadow(body.pack(), body.version(), change));
    }
    return head.map(before -> before.next(body.version(), change))
        .orElseGet(() -> RulePackHead.first(body.pack(), body.version(), change));
  }

  /** False if a job refuses what was published. */
  private boolean publish(PublishedRules rules, List<RulePackBody> bodies, Change change)
      throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    List<RulePackHead> heads =
        bodies.stream().map(body -> head(rules.book(), body, change)).toList();
    Map<String, RulePackBody> standing = Map.copyOf(rules.book().live());
    List<RulePackRecord> records = new ArrayList<>(bodies);
    records.addAll(heads);
    try (WaitingLine waiting = new WaitingLine(err, "publishing: waiting for Kafka")) {
      rules.write(records);
    } catch (IllegalArgumentException tooLarge) {
      throw new StackException("nothing was published: " + tooLarge.getMessage(), tooLarge);
    }
    for (RulePackBody body : bodies) {
      out.println(
          "%s: version %d %s %s"
              .formatted(
                  body.pack(),
                  body.version(),
                  shadow ? "is tried" : "stands",
                  ChangeOption.from(change.effectiveFrom(), change.now())));
      if (!shadow && JudgedOtherwise.by(body, Optional.ofNullable(standing.get(body.pack())))) {
        out.println(
            body.pack() + ": what it says below measures holds when the job is started anew");
      }
    }
    return JobAnswers.print(rules, heads, out, err);
  }
}
