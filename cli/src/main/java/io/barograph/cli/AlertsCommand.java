package io.barograph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.barograph.cli.alert.AlertEvent;
import io.barograph.cli.alert.AlertLine;
import io.barograph.cli.alert.AlertTopic;
import io.barograph.cli.incident.Story;
import io.barograph.cli.stack.PortCheck;
import io.barograph.cli.stack.StackException;
import io.barograph.cli.stack.StackHome;
import io.barograph.cli.stack.StackPorts;
import io.barograph.cli.stack.TopicCatalogue;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks at alerts. */
@Command(
    name = "alerts",
    mixinStandardHelpOptions = true,
    description = "Shows, acknowledges and resolves alerts of the running stack.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {AlertsAckCommand.class, AlertsResolveCommand.class})
final class AlertsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "a command is missing: list, explain, ack or resolve");
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the alerts that are pending, firing or without data now.",
      footer = {
        "",
        "Examples:",
        "  barograph alerts list",
        "  barograph alerts list --all      also those that have lately resolved",
        "  barograph alerts list --json     one JSON object a line, as in the topic"
      })
  int list(
      @Mixin HomeOption homeOption,
      @Option(names = "--all", description = "also show alerts that are over") boolean all,
      @Option(names = "--json", description = "print the alerts as JSON, one a line")
          boolean json) {
    StackHome home = homeOption.home();
    StackPorts ports = StackPorts.load(home).orElse(StackPorts.DEFAULT);
    if (!PortCheck.answers(ports.kafka())) {
      throw new StackException(
          "Kafka does not answer on " + ports.kafkaAddress() + ": start it with 'barograph up'");
    }
    PrintWriter out = spec.commandLine().getOut();
    AlertLine line = AlertLine.forReader();
    for (Map.Entry<AlertEvent, JsonNode> alert : alerts(ports, all)) {
      out.println(json ? alert.getValue().toString() : line.of(alert.getKey()));
    }
    out.flush();
    return 0;
  }

  @Command(
      name = "explain",
      mixinStandardHelpOptions = true,
      description = {
        "Tells the story of one alert in order: why it waited, fired and ended, which incidents it",
        "joined and why, and what became of them."
      },
      footer = {"", "Example:", "  barograph alerts explain 4b59aae0945e4b54-1795721750000"})
  int explain(
      @Mixin KafkaOption kafka,
      @Parameters(
              paramLabel = "ID",
              description = "of an episode, as 'alerts list --json' shows it")
          String id) {
    Story story;
    try (AlertTopic decisions = IncidentsCommand.decisions(kafka);
        AlertTopic again = IncidentsCommand.decisions(kafka)) {
      story = Story.ofAlert(decisions::forEach, again::forEach, id);
    }
    if (story.isEmpty()) {
      spec.commandLine()
          .getErr()
          .println(
              "nothing was decided about an alert with the id "
                  + id
                  + ": 'barograph alerts list --all --json' shows ids");
      return 1;
    }
    PrintWriter out = spec.commandLine().getOut();
    story.lines().forEach(out::println);
    out.flush();
    return 0;
  }

  private static List<Map.Entry<AlertEvent, JsonNode>> alerts(StackPorts ports, boolean all) {
    String topic = TopicCatalogue.DEFAULT.activeAlerts().name();
    try (AlertTopic active = AlertTopic.fromBeginning(ports.kafkaAddress(), topic)) {
      return active.present().stream()
          .map(json -> Map.entry(AlertEvent.of(json), json))
          .filter(alert -> all || alert.getKey().isAlive())
          .sorted(Comparator.comparing(alert -> alert.getKey().updatedAt()))
          .collect(Collectors.toList());
    }
  }
}
