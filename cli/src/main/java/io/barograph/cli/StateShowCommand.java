package io.barograph.cli;

import io.barograph.cli.alert.AlertLine;
import io.barograph.cli.state.Selection;
import io.barograph.cli.state.StateAsker;
import io.barograph.cli.state.StateJson;
import io.barograph.cli.state.StateText;
import io.barograph.core.inspect.StateQuestion.Subject;
import io.barograph.core.inspect.StateReport;
import io.barograph.core.labels.LabelMatcher;
import java.io.PrintWriter;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows what the running job holds of series, alerts or rules. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Asks the running job and shows what it holds, as it is now. Of a series: its newest samples"
          + " and which rules read it. Of an alert: since when it is pending and when it fires, and"
          + " the series that it rests on. Of a rule: its expression, the version in force and"
          + " those to come, which inputs it waits for and how far each is.",
      "Every subtask of the job answers from memory between two records, with at most 100 items;"
          + " it says so if there are more: name more labels then.",
      "Exit status 0 if something was found and every subtask has answered, 1 if not."
    },
    footer = {
      "",
      "Examples:",
      "  barograph state show --series 'cpu_usage{host=\"a\"}'    why does no rule see it?",
      "  barograph state show --alert 'HighCPU{host=\"a\"}'       when will it fire, on what?",
      "  barograph state show --alert '{severity=\"critical\"}'   whatever its name",
      "  barograph state show --rule HighCPU                    why is it not evaluated?",
      "  barograph state show --rule '{pack=\"desk\"}'            labels: alertname, pack, group,"
          + " rule",
      "  barograph state show --rule HighCPU --output json | jq '.[].rules[].versions'"
    })
final class StateShowCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RuleTopicOption topicOption;
  @Mixin private OutputOption output;
  @Mixin private PatienceOption patience;

  @ArgGroup(multiplicity = "1")
  private Asked asked;

  /** What it is about: one of them. */
  static final class Asked {
    @Option(
        names = "--series",
        paramLabel = "SELECTOR",
        description = "series, such as up{job=\"node\"}")
    private String series;

    @Option(
        names = "--alert",
        paramLabel = "SELECTOR",
        description = "alerts, by name or such as HighCPU{host=\"a\"}")
    private String alert;

    @Option(
        names = "--rule",
        paramLabel = "NAME",
        description = "rules, by the name of their alert or such as {pack=\"desk\"}")
    private String rule;

    private Subject subject() {
      return series != null ? Subject.SERIES : alert != null ? Subject.ALERT : Subject.RULE;
    }

    private String text() {
      return series != null ? series : alert != null ? alert : rule;
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    List<LabelMatcher> matchers = matchers();
    SortedMap<String, StateReport> reports;
    try (StateAsker asker = topicOption.toAsk(err)) {
      reports = asker.ask(asked.subject(), matchers, patience.duration());
    }
    boolean isFound = false;
    if (output.isJson()) {
      out.println(StateJson.of(reports.values()));
    }
    for (StateReport report : reports.values()) {
      List<String> lines = new StateText(AlertLine.forReader()).of(report);
      isFound |= !lines.isEmpty();
      if (!output.isJson()) {
        if (reports.size() > 1) {
          out.println("job " + report.job());
        }
        lines.forEach(out::println);
      }
    }
    if (!isFound && !output.isJson()) {
      out.println(nothing());
    }
    out.flush();
    boolean isComplete = patience.warn(reports.values(), err);
    return isFound && isComplete ? 0 : 1;
  }

  private List<LabelMatcher> matchers() {
    try {
      return Selection.of(asked.subject(), asked.text());
    } catch (IllegalArgumentException invalid) {
      throw new ParameterException(spec.commandLine(), invalid.getMessage(), invalid);
    }
  }

  private String nothing() {
    return switch (asked.subject()) {
      case SERIES ->
          "no such series is held: none has come, its samples are older than any rule looks back,"
              + " or no rule reads it; see 'barograph rules coverage'";
      case ALERT ->
          "there is no such alert: its condition is false, or its rule reads no series; see"
              + " 'barograph state show --rule NAME'";
      default -> "there is no such rule; see 'barograph rules stats' for those that there are";
    };
  }
}
