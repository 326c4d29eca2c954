package io.barograph.jobs.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.alert.Alert;
import io.barograph.core.decision.Decision;
import io.barograph.core.incident.Incident;
import io.barograph.jobs.patterns.PackPatterns;
import io.barograph.jobs.simulation.Arrivals.Timed;
import io.barograph.jobs.testing.SimulatedTopic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** One drawn history of the job behind alerts, compared with an undisturbed one. */
final class IncidentsSimulation {
  private static final int QUIET_END_SECONDS = 1_800;
  private static final int LOOK_EVERY_STEPS = 100;
  private static final long MOST_STEPS_PER_SECOND = 10_000;

  private final Random random;
  private final int seconds;
  private final int publications;
  private final int crashes;

  /** What one history came to. */
  record Outcome(int incidents, int ofChains, int versions, int repeated, int crashes) {
    static final Outcome NONE = new Outcome(0, 0, 0, 0, 0);

    /** This and another together. */
    Outcome with(Outcome other) {
      return new Outcome(
          incidents + other.incidents,
          ofChains + other.ofChains,
          versions + other.versions,
          repeated + other.repeated,
          crashes + other.crashes);
    }

    @Override
    public String toString() {
      return "%d incidents, %d of them chains, %d versions, %d told again, %d crashes"
          .formatted(incidents, ofChains, versions, repeated, crashes);
    }
  }

  /**
   * A history.
   *
   * @param seconds of troubles
   * @param publications of patterns
   * @param crashes at most
   */
  IncidentsSimulation(long seed, int seconds, int publications, int crashes) {
    this.random = new Random(seed);
    this.seconds = seconds;
    this.publications = publications;
    this.crashes = crashes;
  }

  Outcome run() throws Exception {
    DrawnTroubles troubles = new DrawnTroubles(seconds, publications, random);
    PackPatterns patterns = PackPatterns.of(List.of(troubles.pack()));
    List<Incident> expected = undisturbed(troubles, patterns);
    SimulatedTopic<Incident> topic = topic();
    int crashed = disturbed(troubles, patterns, topic);
    Map<String, Incident> told = byVersion(topic.told());
    assertThat(new HashSet<>(topic.told()))
        .as("the same each time")
        .containsExactlyInAnyOrderElementsOf(told.values());
    assertThat(difference(told, byVersion(expected))).as("what is told").isEmpty();
    assertThat(byVersion(topic.seen()))
        .as("what a reader sees that drops what is not newer")
        .isEqualTo(told);
    FollowedDecisions.check(List.copyOf(told.values()));
    checkAlerts(troubles.alerts);
    return new Outcome(
        (int) expected.stream().map(Incident::id).distinct().count(),
        (int)
            expected.stream().filter(one -> one.version() == 1 && !one.pattern().isEmpty()).count(),
        expected.size(),
        topic.told().size() - told.size(),
        crashed);
  }

  private SimulatedTopic<Incident> topic() {
    return new SimulatedTopic<>(Incident::id, Incident::version, random);
  }

  private List<Incident> undisturbed(DrawnTroubles troubles, PackPatterns patterns)
      throws Exception {
    SimulatedTopic<Incident> topic = topic();
    long end = end();
    List<Arrivals> arrivals =
        List.of(
            Arrivals.inOrder("alerts", troubles.alerts, end),
            Arrivals.inOrder("published", troubles.published, end),
            Arrivals.inOrder("changes", troubles.changes, end),
            Arrivals.inOrder("heartbeats", troubles.heartbeats, end),
            Arrivals.inOrder("topology", troubles.topologies, end));
    try (SimulatedIncidents job = new SimulatedIncidents(patterns, arrivals, 1, topic, random)) {
      finish(job, 0);
    }
    topic.flushAll();
    return topic.told();
  }

  private int disturbed(
      DrawnTroubles troubles, PackPatterns patterns, SimulatedTopic<Incident> topic)
      throws Exception {
    long end = end();
    List<Arrivals> arrivals =
        List.of(
            Arrivals.disordered("alerts", troubles.alerts, 3, true, end, random),
            Arrivals.clocked("published", troubles.published, end, random),
            Arrivals.disordered("changes", troubles.changes, 2, true, end, random),
            Arrivals.disordered("heartbeats", troubles.heartbeats, 2, true, end, random),
            Arrivals.disordered("topology", troubles.topologies, 1, false, end, random));
    int crashed;
    try (SimulatedIncidents job = new SimulatedIncidents(patterns, arrivals, 3, topic, random)) {
      crashed = finish(job, crashes);
    }
    topic.flushAll();
    return crashed;
  }

  private int finish(SimulatedIncidents job, int mostCrashes) throws Exception {
    int crashed = 0;
    for (long step = 0; step % LOOK_EVERY_STEPS != 0 || !job.isOver(); step++) {
      if (step > MOST_STEPS_PER_SECOND * seconds) {
        throw new AssertionError("the job stands still: " + job);
      }
      job.step();
      if (random.nextInt(500) == 0) {
        job.checkpoint();
      }
      if (crashed < mostCrashes && random.nextInt(10_000) == 0) {
        job.crash();
        crashed++;
      }
    }
    assertThat(job.keptAtTheEnd()).as("states at the end").isEmpty();
    return crashed;
  }

  /** By then everything is over. */
  private long end() {
    return DrawnTroubles.START + 1_000L * (seconds + QUIET_END_SECONDS);
  }

  private static Map<String, Incident> byVersion(List<Incident> incidents) {
    Map<String, Incident> byVersion = new TreeMap<>();
    incidents.forEach(one -> byVersion.put(one.id() + " " + one.version(), one));
    return byVersion;
  }

  /** What was told and should not have been, and what was not and should. */
  private static List<String> difference(
      Map<String, Incident> told, Map<String, Incident> expected) {
    List<String> difference = new ArrayList<>();
    told.forEach(
        (name, incident) -> {
          if (!incident.equals(expected.get(name))) {
            difference.add("told: " + incident);
          }
        });
    expected.forEach(
        (name, incident) -> {
          if (!incident.equals(told.get(name))) {
            difference.add("not told: " + incident);
          }
        });
    return difference;
  }

  private static void checkAlerts(List<Timed> alerts) {
    Set<String> decisions = new HashSet<>();
    for (Timed timed : alerts) {
      Alert alert = (Alert) timed.value();
      Decision decision = Decision.of(alert);
      assertThat(decision.alert()).isEqualTo(alert.id());
      assertThat(decisions.add(decision.id())).as("its own decision: %s", alert).isTrue();
    }
  }
}
