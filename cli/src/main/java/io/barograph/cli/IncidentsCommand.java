package io.barograph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.barograph.cli.alert.AlertLine;
import io.barograph.cli.alert.AlertTopic;
import io.barograph.cli.incident.IncidentText;
import io.barograph.cli.incident.Story;
import io.barograph.cli.stack.TopicCatalogue;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks at incidents. */
@Command(
    name = "incidents",
    mixinStandardHelpOptions = true,
    description = "Shows incidents of the running stack, and makes some of recorded alerts.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = IncidentsReplayCommand.class)
final class IncidentsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing: list, show or replay");
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the incidents that are open now.",
      footer = {
        "",
        "Examples:",
        "  barograph incidents list",
        "  barograph incidents list --all      also those that are closed",
        "  barograph incidents list --json     one JSON object a line, as in the topic"
      })
  int list(
      @Mixin KafkaOption kafka,
      @Option(names = "--all", description = "also show incidents that are closed") boolean all,
      @Option(names = "--json", description = "print the incidents as JSON, one a line")
          boolean json) {
    PrintWriter out = spec.commandLine().getOut();
    IncidentText text = new IncidentText(AlertLine.forReader());
    int shown = 0;
    for (JsonNode incident : incidents(kafka)) {
      if (all || isOpen(incident)) {
        out.println(json ? incident.toString() : text.line(incident));
        shown++;
      }
    }
    if (shown == 0 && !json) {
      out.println("no incident" + (all ? "" : " is open; --all shows those that are closed"));
    }
    out.flush();
    return 0;
  }

  /** One that other incidents have explained away is left to its end. */
  private static boolean isOpen(JsonNode incident) {
    return incident.path("status").asText().equals("open") && !incident.path("services").isEmpty();
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = {
        "Shows one incident: what it is, its alerts with the reason that joined each and the way",
        "from there to the root, and how it came to be so."
      },
      footer = {
        "",
        "Example:",
        "  barograph incidents show 6f0c1b2d3e4f5a6b-1795721750000-1795721761000"
      })
  int show(
      @Mixin KafkaOption kafka,
      @Parameters(paramLabel = "ID", description = "of 'barograph incidents list'") String id) {
    PrintWriter out = spec.commandLine().getOut();
    Optional<JsonNode> found =
        incidents(kafka).stream()
            .filter(incident -> incident.path("id").asText().equals(id))
            .findFirst();
    if (found.isEmpty()) {
      spec.commandLine()
          .getErr()
          .println(
              "no incident has the id " + id + ": 'barograph incidents list --all' lists them");
      return 1;
    }
    new IncidentText(AlertLine.forReader()).page(found.get()).forEach(out::println);
    out.println();
    out.println("how it came to be so");
    try (AlertTopic decisions = decisions(kafka)) {
      Story.ofIncident(decisions::forEach, id)
          .lines(IncidentText.names(found.get()))
          .forEach(line -> out.println("  " + line));
    }
    out.flush();
    return 0;
  }

  static AlertTopic decisions(KafkaOption kafka) {
    return AlertTopic.fromBeginning(kafka.client(), catalogue(kafka).decisions().name());
  }

  private static List<JsonNode> incidents(KafkaOption kafka) {
    try (AlertTopic topic =
        AlertTopic.fromBeginning(kafka.client(), catalogue(kafka).incidents().name())) {
      List<JsonNode> incidents = new ArrayList<>(topic.present());
      incidents.sort(Comparator.comparing(incident -> incident.path("openedAt").asText()));
      return incidents;
    }
  }

  private static TopicCatalogue catalogue(KafkaOption kafka) {
    return kafka.prefix().map(TopicCatalogue::new).orElse(TopicCatalogue.DEFAULT);
  }
}
