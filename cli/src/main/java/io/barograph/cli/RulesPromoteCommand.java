package io.barograph.cli;

import io.barograph.cli.rules.PublishedRules;
import io.barograph.cli.rules.RuleProposal;
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

/** Lets the version of a rule pack that is tried stand. */
@Command(
    name = "promote",
    mixinStandardHelpOptions = true,
    description = {
      "Lets the version that is tried stand. Alerts of the version before go on where a rule keeps"
          + " its name, group and labels, as with 'rules apply'; those of the trial end.",
      "Exit status 0 if that version stands and no running job refuses it, 1 if not."
    },
    footer = {
      "",
      "Examples:",
      "  barograph rules compare desk            what it would change",
      "  barograph rules promote desk --comment 'two days without a false alert'"
    })
final class RulesPromoteCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RuleTopicOption topicOption;
  @Mixin private ChangeOption changeOption;

  @Parameters(index = "0", paramLabel = "PACK", description = "the name of the pack")
  private String pack;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try (PublishedRules rules = topicOption.toChange(err)) {
      RulePackHead head = rules.headWithTrial(pack);
      RuleProposal proposal =
          RuleProposal.replacing(rules.book().live(), rules.body(pack, head.shadow()));
      if (!ProposalReport.print(proposal, true, out, err)) {
        return 1;
      }
      Change change = changeOption.change(System.currentTimeMillis());
      RulePackHead next = head.promote(change);
      rules.write(List.of(next));
      out.println(
          "%s: version %d stands %s"
              .formatted(
                  pack, next.live(), ChangeOption.from(change.effectiveFrom(), change.now())));
      return JobAnswers.print(rules, List.of(next), out, err) ? 0 : 1;
    }
  }
}
