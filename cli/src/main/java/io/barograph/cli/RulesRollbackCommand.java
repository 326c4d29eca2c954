package io.barograph.cli;

import io.barograph.cli.rules.PublishedRules;
import io.barograph.cli.rules.RuleProposal;
import io.barograph.core.rulepack.RulePackBody;
import io.barograph.core.rulepack.RulePackHead;
import io.barograph.core.rulepack.RulePackHead.Change;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets an earlier version of a rule pack stand again. */
@Command(
    name = "rollback",
    mixinStandardHelpOptions = true,
    description = {
      "Lets a version that was published before stand again, also of a pack that is deleted. It"
          + " keeps its number. What changes is shown as 'rules apply' shows it.",
      "Exit status 0 if that version stands, 1 if not."
    },
    footer = {
      "",
      "Examples:",
      "  barograph rules rollback desk 3 --comment 'too loud'",
      "  barograph rules history desk            which versions there were"
    })
final class RulesRollbackCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RuleTopicOption topicOption;
  @Mixin private ChangeOption changeOption;

  @Parameters(index = "0", paramLabel = "PACK", description = "the name of the pack")
  private String pack;

  @Parameters(index = "1", paramLabel = "VERSION", description = "the version to go back to")
  private int version;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try (PublishedRules rules = topicOption.toChange(err)) {
      RulePackHead head = rules.head(pack);
      RulePackBody body = rules.body(pack, version);
      if (head.live() == version) {
        out.println("%s: nothing has changed, version %d stands".formatted(pack, version));
        out.flush();
        return 0;
      }
      RuleProposal proposal = RuleProposal.replacing(rules.book().live(), body);
      if (!ProposalReport.print(proposal, true, out, err)) {
        return 1;
      }
      Change change = changeOption.change(System.currentTimeMillis());
      RulePackHead next = head.rollback(version, change);
      rules.write(List.of(next));
      out.println(
          "%s: version %d stands again %s"
              .formatted(pack, version, ChangeOption.from(change.effectiveFrom(), change.now())));
      return JobAnswers.print(rules, List.of(next), out, err) ? 0 : 1;
    }
  }
}
