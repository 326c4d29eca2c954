package io.barograph.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.barograph.cli.alert.AlertEvent;
import io.barograph.cli.alert.AlertHistory;
import io.barograph.cli.alert.AlertLine;
import io.barograph.cli.alert.AlertTopic;
import io.barograph.cli.desk.DeskTick;
import io.barograph.cli.desk.TradingDesk;
import io.barograph.cli.incident.IncidentText;
import io.barograph.cli.live.LiveFeed;
import io.barograph.cli.live.Telemetry;
import io.barograph.cli.stack.FlinkClient;
import io.barograph.cli.stack.Installation;
import io.barograph.cli.stack.Stack;
import io.barograph.cli.stack.Supervisor;
import io.barograph.cli.stack.TopicCatalogue;
import io.barograph.cli.stack.Topics;
import io.barograph.formats.record.BusinessFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The demonstration from the first process to the verdict.
 *
 * <p>Nothing but Kafka feeds the job, and nothing but the job writes alerts: what is shown was read
 * back from the alert topic.
 */
public final class Demo {
  private static final TopicCatalogue TOPICS = TopicCatalogue.DEFAULT;
  private static final Duration LAST_WAIT = Duration.ofSeconds(30);
  private static final Duration TICK = Duration.ofSeconds(1);

  private final Stack stack;
  private final Installation installation;
  private final FaultSchedule schedule;
  private final AlertLine line;
  private final Consumer<String> says;
  private final AlertHistory history = new AlertHistory();
  private final IncidentWatch incidentWatch;
  private final DemoObserver observer;
  private final Set<ScheduledFault> announced = new HashSet<>();

  /**
   * A demonstration on {@code stack}, which is not started yet.
   *
   * @param says takes one line per event, for people
   * @param observer is told what is fed and what is read back
   */
  public Demo(
      Stack stack,
      Installation installation,
      FaultSchedule schedule,
      AlertLine line,
      Consumer<String> says,
      DemoObserver observer) {
    this.stack = stack;
    this.installation = installation;
    this.schedule = schedule;
    this.line = line;
    this.says = says;
    this.observer = observer;
    this.incidentWatch = new IncidentWatch(new IncidentText(line), says);
  }

  /**
   * Runs it.
   *
   * @param duration how long to watch once the job runs
   * @param seed of the simulated desk
   * @return true if the alert of every announced fault fired and resolved
   */
  public boolean run(Duration duration, long seed) throws IOException, InterruptedException {
    says.accept("starting Kafka, Elasticsearch and Flink in " + stack.home().root());
    stack.start();
    Instant up = Instant.now();
    skipOldRecords();
    try (Telemetry telemetry =
            new Telemetry(stack.ports().kafkaAddress(), TOPICS, observer::sample);
        LiveFeed feed = LiveFeed.start(stack, telemetry, TOPICS);
        AlertTopic alerts =
            AlertTopic.fromNow(stack.ports().kafkaAddress(), TOPICS.alerts().name());
        AlertTopic incidents =
            AlertTopic.fromNow(stack.ports().kafkaAddress(), TOPICS.incidents().name());
        DemoReceiver receiver = DemoReceiver.start()) {
      says.accept("feeding live data of " + LiveFeed.hostName() + ", submitting the job");
      Path routing = receiver.writeRouting(stack.home().conf());
      JobRun job = JobRun.submit(stack, installation, packs(installation), routing);
      says.accept(
          "the job runs " + AlertLine.duration(Duration.between(up, Instant.now())) + " later");
      printAddresses();
      Instant start = Instant.now();
      observer.begins(start);
      printSchedule(start, duration);
      watch(
          start,
          duration,
          new TradingDesk(seed),
          telemetry,
          new Heard(alerts, incidents, receiver));
      if (stack.isStopped()) {
        return false; // by Ctrl-C: nobody is left to count
      }
      incidentWatch.summarize(
          history.events().stream().filter(alert -> alert.status().equals("firing")).count());
      return new DemoSummary(stack, TOPICS, line, says)
          .print(up, outcomes(start), history.events(), telemetry, job);
    }
  }

  /** Where the job is heard. */
  private record Heard(AlertTopic alerts, AlertTopic incidents, DemoReceiver receiver) {}

  /** The folders of the rule packs that its job has. */
  public static List<Path> packs(Installation installation) {
    return Stream.of("system", "self", "chains", "trading-demo")
        .map(installation.rules()::resolve)
        .toList();
  }

  /** Lets the job begin with what happens from now on, not with an earlier demonstration. */
  private void skipOldRecords() throws InterruptedException {
    try (Topics topics = new Topics(stack.ports().kafkaAddress())) {
      List<String> inputs = new ArrayList<>();
      inputs.add(TOPICS.metrics().name());
      inputs.add(TOPICS.logs().name());
      for (BusinessFormat format : BusinessFormat.values()) {
        inputs.add(TOPICS.business(format).name());
      }
      topics.skipToEnds(JobRun.CONSUMER_GROUP, inputs);
    }
  }

  private void printAddresses() {
    says.accept("");
    says.accept("look at");
    says.accept("  Flink          " + stack.ports().flinkUrl());
    says.accept(
        "  alerts         " + stack.ports().elasticsearchUrl() + "/barograph-alerts-*/_search");
    says.accept("  Kafka          " + stack.ports().kafkaAddress() + ", topics barograph.*");
    says.accept(
        "  flink client   " + new FlinkClient(stack.home(), installation).script() + " list");
    says.accept("  logs           " + stack.home().log());
    says.accept("");
  }

  private void printSchedule(Instant start, Duration duration) {
    says.accept("what is going to happen, until " + line.time(start.plus(duration)));
    for (ScheduledFault fault : schedule.faults()) {
      says.accept(
          "  %s  for %2d s  %-44s expect %s"
              .formatted(
                  line.time(start.plus(fault.begins())),
                  fault.lasts().toSeconds(),
                  fault.fault().sentence(),
                  fault.fault().alertName()));
    }
    says.accept("");
    says.accept("alerts, incidents and who is told of them, as it happens");
  }

  private void watch(
      Instant start, Duration duration, TradingDesk desk, Telemetry telemetry, Heard heard)
      throws IOException, InterruptedException {
    Instant nextTick = start;
    Instant end = start.plus(duration);
    Supervisor supervisor = stack.supervisor();
    while (goesOn(start, end) && !stack.isStopped()) {
      Instant now = Instant.now();
      if (!now.isBefore(nextTick)) {
        Duration elapsed = Duration.between(start, now);
        supervisor.check();
        announce(elapsed, now);
        DeskTick tick = desk.tick(now.toEpochMilli(), schedule.deskFaultsAt(elapsed));
        tick.samples().forEach(telemetry::send);
        tick.lines().forEach(telemetry::send);
        tick.records().forEach(telemetry::send);
        nextTick = nextTick.plus(TICK);
      }
      listen(heard);
    }
  }

  private void listen(Heard heard) {
    for (AlertEvent alert : heard.alerts.poll(Duration.ofMillis(100))) {
      if (history.add(alert)) {
        observer.alert(alert, Instant.now());
        says.accept(line.of(alert));
      }
    }
    for (JsonNode incident : heard.incidents.pollRecords(Duration.ZERO)) {
      observer.incident(incident, Instant.now());
      incidentWatch.take(incident);
    }
    for (JsonNode notification : heard.receiver.poll()) {
      observer.notification(notification, Instant.now());
      says.accept(DemoReceiver.line(notification));
    }
  }

  /** True until {@code end}, or a little longer while an announced fault waits for its alert. */
  private boolean goesOn(Instant start, Instant end) {
    Instant now = Instant.now();
    return now.isBefore(end)
        || (now.isBefore(end.plus(LAST_WAIT))
            && !outcomes(start).stream().allMatch(FaultOutcome::isComplete));
  }

  private void announce(Duration elapsed, Instant now) throws IOException {
    for (ScheduledFault fault : schedule.faults()) {
      if (fault.isActive(elapsed) && announced.add(fault)) {
        says.accept(
            "%s  -- %s for %d s"
                .formatted(line.time(now), fault.fault().sentence(), fault.lasts().toSeconds()));
        if (fault.fault() == Fault.HOST_CPU) {
          CpuLoad.start(fault.lasts());
        }
      }
    }
  }

  private List<FaultOutcome> outcomes(Instant start) {
    List<AlertEvent> events = history.events();
    return schedule.faults().stream().map(fault -> FaultOutcome.of(fault, start, events)).toList();
  }
}
