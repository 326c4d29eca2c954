package io.barograph.jobs.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.alert.Alert;
import io.barograph.core.alert.AlertStatus;
import io.barograph.core.alert.Priority;
import io.barograph.core.audit.AuditEntry;
import io.barograph.core.command.Command;
import io.barograph.core.incident.AlertPlaces;
import io.barograph.core.incident.ServiceGraph;
import io.barograph.core.incident.Topology;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.notify.Notification;
import io.barograph.core.notify.NotifiedAlert;
import io.barograph.core.notify.StormPolicy;
import io.barograph.core.route.Escalation;
import io.barograph.core.route.GraphInhibitRule;
import io.barograph.core.route.IntegrationConfig;
import io.barograph.core.route.ReceiverConfig;
import io.barograph.core.route.RouteBuilder;
import io.barograph.core.route.RouteTiming;
import io.barograph.core.route.RoutingConfig;
import io.barograph.core.route.RoutingExtensions;
import io.barograph.core.route.TimeIntervals;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** The operator of routing under disorder, late and repeated events, and restarts. */
class RoutingStageTest {
  private static final long START = 1_760_000_000_000L;
  private static final long END = START + 7_200_000;

  /** How much out of order events may come, milliseconds. */
  private static final long BOUND = 20_000;

  private static final RoutingConfig CONFIG =
      new RoutingConfig(
          new RouteBuilder()
              .receiver("ops")
              .groupBy(List.of("alertname"))
              .groupWaitMillis(10_000)
              .groupIntervalMillis(60_000)
              .repeatIntervalMillis(1_800_000)
              .build(),
          Map.of(
              "ops",
              new ReceiverConfig(
                  "ops", List.of(new IntegrationConfig("webhook", 0, true, Map.of())))),
          List.of(),
          TimeIntervals.NONE,
          List.of(),
          Map.of());

  private Harness stage;
  private RoutingExtensions extensions = RoutingExtensions.NONE;

  /** What came of commands, in the last run. */
  private final List<AuditEntry> audit = new ArrayList<>();

  private StormPolicy storms = StormPolicy.NONE;

  /** One subtask: there is no other. */
  private static final class Harness
      extends KeyedOneInputStreamOperatorTestHarness<Integer, RoutingEvent, Notification> {
    Harness(RoutingExtensions extensions, StormPolicy storms) throws Exception {
      super(new RoutingStage(CONFIG, extensions, storms), any -> RoutingStage.KEY, Types.INT);
    }
  }

  /** An hour of alerts that begin and end, and a silence, in the order of time. */
  private static List<RoutingEvent> events() {
    Random random = new Random(7);
    List<RoutingEvent> events = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      String name = "Alert" + random.nextInt(6);
      long since = START + i * 30_000L;
      events.add(new RoutingEvent.Transition(alert(name, i, AlertStatus.FIRING, since, since)));
      long until = since + 5_000 + random.nextInt(600_000);
      events.add(new RoutingEvent.Transition(alert(name, i, AlertStatus.RESOLVED, since, until)));
    }
    events.add(
        new RoutingEvent.Order(
            Notified.silence("s1", "Alert3", START + 600_000, START + 1_800_000)));
    events.sort(RoutingEvent.IN_ORDER);
    return events;
  }

  private static Alert alert(String name, int instance, AlertStatus status, long since, long at) {
    Alert plain = Notified.alert(name, status, since, at);
    return new Alert(
        plain.labels().with("instance", "i" + instance).with("service", "web"),
        plain.annotations(),
        plain.state(),
        plain.reason(),
        plain.updatedAt(),
        plain.priority(),
        plain.origin(),
        plain.owners(),
        plain.generatorUrl());
  }

  private static List<RoutingEvent> shuffled(List<RoutingEvent> events, int seed) {
    Random random = new Random(seed);
    record Arrival(RoutingEvent event, long at) {}
    List<Arrival> arrivals = new ArrayList<>();
    for (RoutingEvent event : events) {
      arrivals.add(new Arrival(event, event.time() + random.nextLong(BOUND)));
    }
    Collections.sort(arrivals, (one, other) -> Long.compare(one.at(), other.at()));
    return arrivals.stream().map(Arrival::event).toList();
  }

  /**
   * What is told.
   *
   * @param restartEvery so many events come between two restarts; 0 for none
   */
  private List<String> run(List<RoutingEvent> events, int restartEvery) throws Exception {
    List<Notification> told = new ArrayList<>();
    audit.clear();
    open(null);
    long newest = Long.MIN_VALUE;
    int taken = 0;
    for (RoutingEvent event : events) {
      stage.processElement(event, event.time());
      newest = Math.max(newest, event.time());
      stage.processWatermark(new Watermark(newest - BOUND));
      if (restartEvery > 0 && ++taken % restartEvery == 0) {
        told.addAll(stage.extractOutputValues());
        takeAudit();
        OperatorSubtaskState state = stage.snapshot(taken, taken);
        stage.close();
        open(state);
      }
    }
    stage.processWatermark(new Watermark(END));
    told.addAll(stage.extractOutputValues());
    takeAudit();
    return told.stream().map(RoutingStageTest::line).toList();
  }

  private void takeAudit() {
    Queue<StreamRecord<AuditEntry>> entries = stage.getSideOutput(RoutingStage.AUDIT);
    if (entries != null) {
      entries.forEach(entry -> audit.add(entry.getValue()));
    }
  }

  private void open(OperatorSubtaskState state) throws Exception {
    stage = new Harness(extensions, storms);
    stage.setup(NotificationSerializer.INSTANCE);
    if (state != null) {
      stage.initializeState(state);
    }
    stage.open();
  }

  private static String line(Notification one) {
    StringBuilder line = new StringBuilder(one.id() + ' ' + one.reason());
    for (NotifiedAlert alert : one.alerts()) {
      line.append(alert.isFiring() ? " +" : " -").append(alert.labels().get("instance"));
    }
    return line.toString();
  }

  @Test
  void theOrderWithinTheBoundOfLatenessMakesNoDifference() throws Exception {
    List<String> inOrder = run(events(), 0);

    assertThat(inOrder).hasSizeGreaterThan(50);
    for (int seed = 1; seed <= 5; seed++) {
      assertThat(run(shuffled(events(), seed), 0)).as("seed %d", seed).isEqualTo(inOrder);
    }
  }

  @Test
  void restartsMakeNoDifference() throws Exception {
    List<String> undisturbed = run(events(), 0);

    assertThat(run(events(), 10)).isEqualTo(undisturbed);
    assertThat(run(shuffled(events(), 3), 1)).isEqualTo(undisturbed);
  }

  @Test
  void neitherDoesDoInAStorm() throws Exception {
    List<String> withoutStorms = run(events(), 0);
    storms = new StormPolicy(6, 14, 300_000, Set.of());
    List<String> undisturbed = run(events(), 0);

    assertThat(undisturbed).hasSizeBetween(10, withoutStorms.size() / 2);
    assertThat(run(shuffled(events(), 3), 0)).isEqualTo(undisturbed);
    assertThat(run(shuffled(events(), 4), 1)).isEqualTo(undisturbed);
  }

  @Test
  void neitherDoesWithEscalations() throws Exception {
    int without = run(events(), 0).size();
    extensions =
        RoutingExtensions.ofEscalations(
            List.of(
                new Escalation(
                    "long",
                    List.of(),
                    new Escalation.Condition(240_000, true, 1, 0, Priority.P4),
                    List.of("ops"),
                    new RouteTiming(0, 60_000, 1_800_000))));
    List<String> undisturbed = run(events(), 0);

    assertThat(undisturbed).hasSizeGreaterThan(without);
    assertThat(run(shuffled(events(), 3), 0)).isEqualTo(undisturbed);
    assertThat(run(shuffled(events(), 4), 1)).isEqualTo(undisturbed);
  }

  @Test
  void neitherDoesAlongTheGraph() throws Exception {
    GraphInhibitRule rule =
        new GraphInhibitRule("", List.of(LabelMatcher.equal("service", "base")), List.of(), 2);
    extensions = new RoutingExtensions(List.of(), Map.of(), List.of(rule), AlertPlaces.DEFAULT);
    List<RoutingEvent> events = new ArrayList<>(events());
    Alert any = Notified.alert("Down", AlertStatus.FIRING, START, START);
    events.add(
        new RoutingEvent.Transition(
            new Alert(
                any.labels().with("service", "base"),
                any.annotations(),
                any.state(),
                any.reason(),
                any.updatedAt(),
                any.priority(),
                any.origin(),
                any.owners(),
                any.generatorUrl())));
    events.sort(RoutingEvent.IN_ORDER);
    List<String> withoutGraph = run(events, 0);
    events.add(
        new RoutingEvent.Graph(
            new Topology(
                "",
                new ServiceGraph(Map.of("web", List.of("base")), Map.of()),
                Topology.USUAL_HEARTBEAT_INTERVAL,
                START + 300_000)));
    events.sort(RoutingEvent.IN_ORDER);
    List<String> undisturbed = run(events, 0);

    assertThat(undisturbed).hasSizeLessThan(withoutGraph.size());
    assertThat(run(shuffled(events, 3), 0)).isEqualTo(undisturbed);
    assertThat(run(shuffled(events, 4), 1)).isEqualTo(undisturbed);
  }

  @Test
  void whatComesLateCountsFromThenOn() throws Exception {
    open(null);
    stage.processWatermark(new Watermark(START + 100_000));
    RoutingEvent late =
        new RoutingEvent.Transition(alert("Late", 1, AlertStatus.FIRING, START, START));
    stage.processElement(late, START);
    stage.processWatermark(new Watermark(START + 120_000));

    assertThat(stage.extractOutputValues())
        .as("it has fired for longer than the group waits")
        .extracting(Notification::at)
        .containsExactly(START + 100_000);
  }

  @Test
  void theSameTransitionTwiceIsToldOnce() throws Exception {
    List<RoutingEvent> twice = new ArrayList<>();
    for (RoutingEvent event : events()) {
      twice.add(event);
      twice.add(event);
    }

    assertThat(run(twice, 0)).isEqualTo(run(events(), 0));
  }

  @Test
  void saysWhyAReceiverIsToldAndWhyNot() throws Exception {
    run(events(), 0);

    assertThat(stage.getSideOutput(RoutingStage.DECISIONS))
        .extracting(StreamRecord::getValue)
        .extracting(decision -> decision.sentence())
        .contains(
            "ops is told that the alert is firing: first notification",
            "ops is not told of the alert, silenced by s1");
  }

  /** The events, and orders of each kind that are followed, refused or change nothing. */
  private static List<RoutingEvent> eventsWithOrders() {
    List<RoutingEvent> events = new ArrayList<>(events());
    Alert first = ((RoutingEvent.Transition) events.get(0)).alert();
    events.add(order(Command.Kind.ACK, "a1", first.id(), START + 1_000));
    events.add(order(Command.Kind.ACK, "a2", first.id(), START + 1_500));
    events.add(order(Command.Kind.RESOLVE, "r1", first.id(), START + 2_000));
    events.add(order(Command.Kind.RESOLVE, "r2", first.id(), START + 2_500));
    events.add(order(Command.Kind.EXPIRE, "e1", "s1", START + 700_000));
    events.add(order(Command.Kind.EXPIRE, "e2", "s1", START + 800_000));
    events.sort(RoutingEvent.IN_ORDER);
    return events;
  }

  private static RoutingEvent order(Command.Kind kind, String id, String subject, long time) {
    return new RoutingEvent.Order(
        new Command(kind, id, time, "ann", "why", subject, Optional.empty(), false));
  }

  @Test
  void everyOrderIsAuditedOnceInTheOrderOfTime() throws Exception {
    run(eventsWithOrders(), 0);

    assertThat(audit)
        .extracting(entry -> entry.order().id() + ' ' + entry.outcome().code().wireName())
        .containsExactly(
            "a1 acknowledged",
            "a2 was_acknowledged",
            "r1 declared_over",
            "r2 not_firing",
            "s1 silenced",
            "e1 silence_ended",
            "e2 silence_was_over");
    assertThat(audit).extracting(AuditEntry::id).doesNotHaveDuplicates();
  }

  @Test
  void neitherDisorderNorRestartsNorRepeatedOrdersChangeTheAudit() throws Exception {
    run(eventsWithOrders(), 0);
    List<AuditEntry> undisturbed = List.copyOf(audit);

    run(shuffled(eventsWithOrders(), 3), 1);
    assertThat(audit).isEqualTo(undisturbed);

    List<RoutingEvent> twice = new ArrayList<>();
    for (RoutingEvent event : eventsWithOrders()) {
      twice.add(event);
      twice.add(event);
    }
    run(twice, 10);
    Map<String, AuditEntry> first = new LinkedHashMap<>();
    audit.forEach(entry -> first.putIfAbsent(entry.id(), entry));
    assertThat(first.values()).containsExactlyElementsOf(undisturbed);
  }

  @Test
  void nothingIsLeftWhenAllHasEndedAndItIsLongAgo() throws Exception {
    run(events(), 0);
    stage.processWatermark(new Watermark(END + 8_000_000));
    OperatorSubtaskState state = stage.snapshot(1, 1);
    stage.close();
    open(state);

    // The clock and the silence, which is remembered for five days.
    assertThat(stage.numKeyedStateEntries()).isEqualTo(1);
    stage.processWatermark(Watermark.MAX_WATERMARK);
    stage.snapshot(2, 2);
    assertThat(stage.numKeyedStateEntries()).isZero();
    assertThat(stage.numEventTimeTimers()).isZero();
  }
}
