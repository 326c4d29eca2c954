package io.barograph.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.barograph.cli.alert.AlertLine;
import io.barograph.cli.alert.AlertTopic;
import io.barograph.cli.backtest.Comparison;
import io.barograph.cli.backtest.ComparisonText;
import io.barograph.cli.backtest.JsonReport;
import io.barograph.cli.rules.PublishedRules;
import io.barograph.cli.rules.Trial;
import io.barograph.cli.stack.StackException;
import io.barograph.cli.stack.TopicCatalogue;
import io.barograph.core.rulepack.RulePackHead;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares a version that is tried with the one that stands. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what the version that is tried would have changed since its trial began: alerts that"
          + " it adds, alerts that it removes, and alerts that begin or end at other times. Pending"
          + " alerts take no part. Alerts that were active when the trial began are left out, as the"
          + " version knows nothing of their beginning.",
      "Exit status 0 whether they differ or not."
    },
    footer = {
      "",
      "Examples:",
      "  barograph rules apply my-rules/desk --shadow",
      "  barograph rules compare desk",
      "  barograph rules compare desk --output json | jq .added"
    })
final class RulesCompareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RuleTopicOption topicOption;
  @Mixin private OutputOption output;

  @Parameters(index = "0", paramLabel = "PACK", description = "the name of the pack")
  private String pack;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    RulePackHead head;
    Instant start;
    try (PublishedRules rules = topicOption.toRead(err)) {
      head = rules.headWithTrial(pack);
      start = startOf(head, rules);
    }
    Instant now = Instant.now();
    Trial trial = new Trial(pack, start);
    try (WaitingLine waiting = new WaitingLine(err, "reading alerts");
        AlertTopic standing = topicOption.alerts(TopicCatalogue::alerts, start);
        AlertTopic present = topicOption.alerts(TopicCatalogue::activeAlerts, Instant.EPOCH);
        AlertTopic tried = topicOption.alerts(TopicCatalogue::shadowAlerts, start)) {
      present.present().forEach(trial::takeStanding);
      standing.forEach(trial::takeStanding);
      tried.forEach(trial::takeTried);
    }
    Trial.Outcome outcome = trial.outcome(now);
    if (output.isJson()) {
      out.println(json(head, start, now, outcome));
    } else {
      print(head, start, now, outcome, out);
    }
    out.flush();
    return 0;
  }

  private static Instant startOf(RulePackHead head, PublishedRules rules) {
    return rules.book().firstTickOf(rules.body(head.pack(), head.shadow())).stream()
        .mapToObj(Instant::ofEpochMilli)
        .findFirst()
        .orElseThrow(
            () ->
                new StackException(
                    "no job evaluates version %d of %s yet: 'barograph rules list' shows why"
                        .formatted(head.shadow(), head.pack())));
  }

  private static void print(
      RulePackHead head, Instant start, Instant now, Trial.Outcome outcome, PrintWriter out) {
    Comparison comparison = outcome.comparison();
    out.println(
        "%s: version %d, tried for %s, since %s; %s"
            .formatted(
                head.pack(),
                head.shadow(),
                AlertLine.duration(Duration.between(start, now)),
                start,
                standing(head)));
    out.println(
        "%d alerts the same, %d added, %d removed, %d shifted"
            .formatted(
                comparison.same(),
                comparison.added().size(),
                comparison.removed().size(),
                comparison.shifted().size()));
    if (outcome.leftOut() > 0) {
      out.println(
          "%d alerts that were active when the trial began are left out"
              .formatted(outcome.leftOut()));
    }
    ComparisonText.of(comparison).forEach(out::println);
  }

  private static String standing(RulePackHead head) {
    if (head.hasNeverStood()) {
      return "what the jobs were started with stands";
    }
    return head.isDeleted() ? "the pack is deleted" : "version " + head.live() + " stands";
  }

  private static ObjectNode json(
      RulePackHead head, Instant start, Instant now, Trial.Outcome outcome) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("pack", head.pack())
            .put("shadow", head.shadow())
            .put("since", start.toString())
            .put("until", now.toString())
            .put("leftOut", outcome.leftOut());
    if (!head.isDeleted()) {
      json.put("live", head.live());
    }
    JsonReport.comparison(outcome.comparison(), now, json);
    return json;
  }
}
