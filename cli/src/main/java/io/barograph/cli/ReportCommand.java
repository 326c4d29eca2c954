package io.barograph.cli;

import io.barograph.cli.alert.AlertTopic;
import io.barograph.cli.backtest.Incident;
import io.barograph.cli.backtest.IncidentFile;
import io.barograph.cli.backtest.UnusableInputException;
import io.barograph.cli.html.HtmlPage;
import io.barograph.cli.report.AlertReader;
import io.barograph.cli.report.HtmlQualityReport;
import io.barograph.cli.report.MarkFile;
import io.barograph.cli.report.MarkdownReport;
import io.barograph.cli.report.MeasureFile;
import io.barograph.cli.report.MemberFile;
import io.barograph.cli.report.Period;
import io.barograph.cli.report.QualityReport;
import io.barograph.core.labels.Labels;
import io.barograph.core.quality.AlertMark;
import io.barograph.core.quality.AlertRecord;
import io.barograph.core.quality.Fault;
import io.barograph.core.quality.ServiceSamples;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says how good alerts were. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Says how good the alerts of a period were, against targets, as Markdown: how many,",
      "duplicates, flapping, how soon faults were detected, alerts acknowledged and over, what was",
      "missed and what was false; a profile of each rule; and which thresholds to review.",
      "",
      "docs/quality.md defines each figure. Exit status 0 if it ran, 2 if files, topics or options",
      "are unusable."
    },
    footer = {
      "",
      "Examples:",
      "  barograph report --period week --topic barograph.alerts --html week.html",
      "  barograph report --period month --input alerts.jsonl.gz --faults incidents.yml",
      "  barograph report --period quarter --input alerts.jsonl --marks marks.jsonl --members members.csv"
    })
final class ReportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--period",
      required = true,
      paramLabel = "PERIOD",
      description = "week (7 days), month (30 days) or quarter (91 days)")
  private Period period;

  @Option(
      names = "--input",
      arity = "1..*",
      paramLabel = "FILE",
      description = "alerts as the topic barograph.alerts has them, one JSON object a line; or .gz")
  private List<Path> inputs;

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = "in place of files: a topic of alerts, by its full name")
  private String topic;

  @Mixin private KafkaOption kafkaOption;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "where the period ends (default: the newest alert; with --topic: now)")
  private Instant to;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      defaultValue = "UTC",
      description = "whose days, weekdays and hours are told, such as Asia/Shanghai (default: UTC)")
  private ZoneId zone;

  @Option(
      names = "--faults",
      paramLabel = "FILE",
      description =
          "what went wrong: {from, to, labels, name}, YAML or .jsonl, as backtest --incidents has it")
  private Path faults;

  @Option(
      names = "--marks",
      paramLabel = "FILE",
      description =
          "what was said of alerts and done about them: {alert, mark, at, rating}, one JSON object a"
              + " line")
  private Path marks;

  @Option(
      names = "--members",
      paramLabel = "FILE",
      description = "which incident each alert belongs to: CSV of alert_id,incident_id")
  private Path members;

  @Option(
      names = "--measures",
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "samples that say how available services were and what users felt, as the topic"
              + " barograph.samples.derived has them, one JSON object a line; or .gz")
  private List<Path> measures = List.of();

  @Option(names = "--html", paramLabel = "FILE", description = "also write a page with plots")
  private Path html;

  @Override
  public Integer call() throws IOException {
    if ((inputs == null) == (topic == null)) {
      throw new ParameterException(
          spec.commandLine(),
          inputs == null
              ? "nothing to read: name files with --input, or a topic with --topic"
              : "--input and --topic exclude each other: leave one of them out");
    }
    try {
      AlertReader alerts = read();
      Optional<List<Fault>> known = Optional.empty();
      if (faults != null) {
        known =
            Optional.of(
                IncidentFile.read("--faults", faults).stream().map(ReportCommand::fault).toList());
      }
      List<AlertMark> said = marks == null ? List.of() : MarkFile.read(marks);
      Map<String, String> incidents = members == null ? Map.of() : MemberFile.read(members);
      report(alerts, new AlertRecord(alerts.fired(), known, said, incidents));
      return CommandLine.ExitCode.OK;
    } catch (UnusableInputException unusable) {
      spec.commandLine().getErr().println(unusable.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
  }

  private AlertReader read() throws IOException {
    AlertReader alerts = new AlertReader();
    if (topic == null) {
      for (Path input : inputs) {
        alerts.readFile(input);
      }
      return alerts;
    }
    if (to == null) {
      to = Instant.now();
    }
    Properties kafka = new Properties();
    kafka.putAll(kafkaOption.properties());
    kafka.setProperty("bootstrap.servers", kafkaOption.servers().orElseGet(kafkaOption::ofStack));
    try (AlertTopic read = AlertTopic.since(kafka, topic, to.minus(period.length()))) {
      read.forEach(json -> alerts.add(topic, json));
    }
    return alerts;
  }

  private void report(AlertReader alerts, AlertRecord record) throws IOException {
    Instant end =
        to != null ? to : alerts.last().orElse(Instant.EPOCH.plus(period.length())).plusMillis(1);
    ServiceSamples samples =
        new ServiceSamples(end.minus(period.length()).toEpochMilli(), end.toEpochMilli());
    for (Path file : measures) {
      MeasureFile.read(file, samples);
    }
    QualityReport report =
        QualityReport.of(record, samples.figures(), period, end, zone, notes(alerts, end));
    PrintWriter out = spec.commandLine().getOut();
    out.print(MarkdownReport.of(report));
    out.flush();
    if (html != null) {
      Files.writeString(html, HtmlQualityReport.of(report));
    }
  }

  private List<String> notes(AlertReader alerts, Instant end) {
    List<String> notes = new ArrayList<>();
    if (alerts.first().isEmpty()) {
      notes.add("The input holds no alert.");
    } else if (alerts.first().get().isAfter(end.minus(period.length()))) {
      notes.add(
          "The oldest alert that was read is of %s: of the time before nothing is known here."
              .formatted(alerts.first().get()));
    }
    if (alerts.unreadable() > 0) {
      notes.add(
          HtmlPage.text(
              "%,d transitions could not be read and do not count; the first: %s",
              alerts.unreadable(), String.join("; ", alerts.firstUnreadable())));
    }
    return notes;
  }

  private static Fault fault(Incident told) {
    return new Fault(
        told.name(),
        told.from().toEpochMilli(),
        told.to().toEpochMilli(),
        Labels.of(told.labels()));
  }
}
