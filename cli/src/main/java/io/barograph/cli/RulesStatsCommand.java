package io.barograph.cli;

import io.barograph.cli.alert.AlertLine;
import io.barograph.cli.state.RuleTable;
import io.barograph.cli.state.Selection;
import io.barograph.cli.state.StateAsker;
import io.barograph.cli.state.StateJson;
import io.barograph.core.inspect.StateQuestion.Subject;
import io.barograph.core.inspect.StateReport;
import io.barograph.core.labels.LabelMatcher;
import java.io.PrintWriter;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what each rule of the running job costs. */
@Command(
    name = "stats",
    mixinStandardHelpOptions = true,
    description = {
      "Asks the running job what each of its rules costs, dearest first: the tick evaluated last,"
          + " the time spent on evaluating it since the job was started or restored, the series"
          + " that it reads, its partitions and alerts, ticks without a result, and its state.",
      "Times are estimated from one tick in sixteen; those of reading and routing samples belong to"
          + " no rule. Samples that several rules read count for each of them."
    },
    footer = {
      "",
      "Examples:",
      "  barograph rules stats",
      "  barograph rules stats '{pack=\"desk\"}'          labels: alertname, pack, group, rule",
      "  barograph rules stats --output json | jq '.[].rules[] | select(.errors > 0)'"
    })
final class RulesStatsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RuleTopicOption topicOption;
  @Mixin private OutputOption output;
  @Mixin private PatienceOption patience;

  @Parameters(
      arity = "0..1",
      paramLabel = "RULES",
      description = "which rules: a name or a selector (default: all)")
  private String rules;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    List<LabelMatcher> matchers = matchers();
    SortedMap<String, StateReport> reports;
    try (StateAsker asker = topicOption.toAsk(err)) {
      reports = asker.ask(Subject.STATS, matchers, patience.duration());
    }
    if (output.isJson()) {
      out.println(StateJson.of(reports.values()));
    } else {
      for (StateReport report : reports.values()) {
        if (reports.size() > 1) {
          out.println("job " + report.job());
        }
        RuleTable.of(report, AlertLine.forReader()).forEach(out::println);
      }
    }
    out.flush();
    return patience.warn(reports.values(), err) ? 0 : 1;
  }

  private List<LabelMatcher> matchers() {
    try {
      return rules == null ? List.of() : Selection.of(Subject.STATS, rules);
    } catch (IllegalArgumentException invalid) {
      throw new ParameterException(spec.commandLine(), invalid.getMessage(), invalid);
    }
  }
}
