package io.barograph.cli;

import io.barograph.cli.rules.PublishedRules;
import io.barograph.cli.rules.RuleProposal;
import io.barograph.core.rulepack.RulePackHead;
import io.barograph.core.rulepack.RulePackHead.Change;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes a rule pack out of the running job. */
@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    description = {
      "Takes a published pack out of the running job. Its alerts end. Its versions stay, and"
          + " 'rules rollback' brings one back.",
      "Exit status 0 if the pack is deleted, 1 if not."
    },
    footer = {
      "",
      "Examples:",
      "  barograph rules delete desk --comment 'desk is closed'",
      "  barograph rules rollback desk 3         bring it back"
    })
final class RulesDeleteCommand implements Callable<Integer> {
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
      RulePackHead head = rules.head(pack);
      if (head.isDeleted() && head.shadow() == RulePackHead.NONE) {
        out.println("%s: nothing has changed, it is deleted".formatted(pack));
        out.flush();
        return 0;
      }
      RuleProposal proposal = RuleProposal.of(rules.book().live(), Map.of(pack, Optional.empty()));
      if (!ProposalReport.print(proposal, true, out, err)) {
        return 1;
      }
      Change change = changeOption.change(System.currentTimeMillis());
      RulePackHead next = head.delete(change);
      rules.write(List.of(next));
      out.println(
          "%s: deleted %s"
              .formatted(pack, ChangeOption.from(change.effectiveFrom(), change.now())));
      return JobAnswers.print(rules, List.of(next), out, err) ? 0 : 1;
    }
  }
}
