package io.barograph.cli;

import io.barograph.cli.rules.PublishedRules;
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

/** Ends the trial of a version of a rule pack. */
@Command(
    name = "withdraw",
    mixinStandardHelpOptions = true,
    description = {
      "Ends the trial of a version. What stands goes on; the alerts of the trial end in their own"
          + " topic. The version stays published and can stand later by 'rules rollback'.",
      "Exit status 0 if nothing is tried any more, 1 if not."
    },
    footer = {"", "Examples:", "  barograph rules withdraw desk --comment 'as loud as before'"})
final class RulesWithdrawCommand implements Callable<Integer> {
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
      Change change = changeOption.change(System.currentTimeMillis());
      RulePackHead next = head.withdraw(change);
      rules.write(List.of(next));
      out.println(
          "%s: version %d is not tried any more %s"
              .formatted(
                  pack, head.shadow(), ChangeOption.from(change.effectiveFrom(), change.now())));
      return JobAnswers.print(rules, List.of(next), out, err) ? 0 : 1;
    }
  }
}
