package io.barograph.jobs.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.alert.Priority;
import io.barograph.core.incident.AlertSignal;
import io.barograph.core.incident.CorrelationPolicy;
import io.barograph.core.incident.Evidence;
import io.barograph.core.incident.ImpactPolicy;
import io.barograph.core.incident.Incident;
import io.barograph.core.incident.PlacedEvidence;
import io.barograph.core.incident.ServiceGraph;
import io.barograph.core.incident.Topology;
import io.barograph.jobs.rules.KeyGroups;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** The operator of incidents under disorder, restarts and rescaling. */
class IncidentsStageTest {
  private static final long START = 1_760_000_000_000L;
  private static final long END = START + 1_800_000;
  private static final List<String> ENVIRONMENTS = List.of("", "asia", "eu", "us");

  private final List<Harness> subtasks = new ArrayList<>();
  private final List<Incident> told = new ArrayList<>();

  /** One subtask. */
  private static final class Harness
      extends KeyedOneInputStreamOperatorTestHarness<Integer, PlacedEvidence, Incident> {
    Harness(int parallelism, int subtask) throws Exception {
      super(
          new IncidentsStage(CorrelationPolicy.DEFAULT, ImpactPolicy.DEFAULT),
          IncidentsStage::keyOf,
          Types.INT,
          KeyGroups.COUNT,
          parallelism,
          subtask);
    }
  }

  @Test
  void theOrderWithinTheBoundOfLatenessMakesNoDifference() throws Exception {
    List<String> inOrder = run(evidence(), 0, 1);
    assertThat(inOrder).hasSizeGreaterThan(50);
    for (int seed = 1; seed <= 3; seed++) {
      assertThat(run(shuffled(evidence(), seed), 0, 1)).as("seed %d", seed).isEqualTo(inOrder);
    }
  }

  @Test
  void restartsAtOtherParallelismsMakeNoDifference() throws Exception {
    List<String> undisturbed = run(evidence(), 0, 1);

    assertThat(run(evidence(), 40, 1)).isEqualTo(undisturbed);
    assertThat(run(evidence(), 40, 3)).isEqualTo(undisturbed);
    assertThat(run(shuffled(evidence(), 9), 25, 2)).isEqualTo(undisturbed);
  }

  @Test
  void environmentsDoNotMeet() throws Exception {
    run(evidence(), 0, 1);

    assertThat(told)
        .isNotEmpty()
        .allSatisfy(
            incident ->
                assertThat(incident.members())
                    .extracting(member -> member.alert().host())
                    .containsOnly(incident.members().get(0).alert().host()));
  }

  @Test
  void whatComesLateRevisesAnOpenIncident() throws Exception {
    open(1, null, 0);
    add("", new Topology("", graph(), Duration.ofMinutes(1), 0));
    add("", alert("", "orders", 10, true));
    add("", alert("", "web", 15, true));
    add("", alert("", "web2", 16, true));
    advance(START + 40_000);
    assertThat(told.get(told.size() - 1).root()).isEqualTo("orders");

    add("", alert("", "db", 5, true));
    advance(START + 42_000);

    assertThat(told.get(told.size() - 1).root()).isEqualTo("db");
    assertThat(told).extracting(Incident::id).containsOnly(told.get(0).id());
    close();
  }

  @Test
  void nothingIsLeftAtTheEnd() throws Exception {
    open(1, null, 0);
    long fresh = subtasks.get(0).snapshot(1, 1).getStateSize();
    for (PlacedEvidence one : evidence()) {
      add(one.environment(), one.evidence());
    }
    advance(END);
    assertThat(subtasks.get(0).snapshot(2, 2).getStateSize()).isGreaterThan(fresh + 1_000);
    advance(Watermark.MAX_WATERMARK.getTimestamp());

    assertThat(subtasks.get(0).snapshot(3, 3).getStateSize()).isEqualTo(fresh);
    assertThat(told.get(told.size() - 1).isOpen()).isFalse();
    close();
  }

  /** The versions that are told, by environment and time; {@code every} so many a restart. */
  private List<String> run(List<PlacedEvidence> evidence, int every, int parallelism)
      throws Exception {
    told.clear();
    open(1, null, 0);
    int count = 0;
    long clock = START;
    int before = 1;
    for (PlacedEvidence one : evidence) {
      add(one.environment(), one.evidence());
      clock = Math.max(clock, one.evidence().time() - 30_001);
      advance(clock);
      if (every > 0 && ++count % every == 0) {
        List<OperatorSubtaskState> parts = new ArrayList<>();
        for (Harness subtask : subtasks) {
          parts.add(subtask.snapshot(count, count));
        }
        OperatorSubtaskState state =
            AbstractStreamOperatorTestHarness.repackageState(
                parts.toArray(OperatorSubtaskState[]::new));
        close();
        int next = before == parallelism ? 1 : parallelism;
        open(next, state, before);
        before = next;
      }
    }
    advance(Watermark.MAX_WATERMARK.getTimestamp());
    close();
    return told.stream()
        .sorted(Comparator.comparing(Incident::id).thenComparing(Incident::version))
        .map(Incident::toString)
        .toList();
  }

  private void open(int parallelism, OperatorSubtaskState state, int before) throws Exception {
    for (int subtask = 0; subtask < parallelism; subtask++) {
      Harness harness = new Harness(parallelism, subtask);
      harness.setup(IncidentSerializer.INSTANCE);
      if (state != null) {
        harness.initializeState(
            AbstractStreamOperatorTestHarness.repartitionOperatorState(
                state, KeyGroups.COUNT, before, parallelism, subtask));
      }
      harness.open();
      subtasks.add(harness);
    }
  }

  private void add(String environment, Evidence evidence) throws Exception {
    PlacedEvidence placed = new PlacedEvidence(environment, evidence);
    int keyGroup =
        KeyGroupRangeAssignment.assignToKeyGroup(IncidentsStage.keyOf(placed), KeyGroups.COUNT);
    int subtask =
        KeyGroupRangeAssignment.computeOperatorIndexForKeyGroup(
            KeyGroups.COUNT, subtasks.size(), keyGroup);
    subtasks.get(subtask).processElement(placed, evidence.time());
  }

  private void advance(long clock) throws Exception {
    for (Harness subtask : subtasks) {
      subtask.processWatermark(new Watermark(clock));
      told.addAll(subtask.extractOutputValues());
      subtask.getOutput().clear();
    }
  }

  private void close() throws Exception {
    for (Harness subtask : subtasks) {
      subtask.close();
    }
    subtasks.clear();
  }

  private static ServiceGraph graph() {
    return new ServiceGraph(
        Map.of(
            "web", List.of("orders"),
            "web2", List.of("orders"),
            "orders", List.of("db"),
            "users", List.of("db")),
        Map.of());
  }

  /** In each environment some cascades, and alerts by chance, over half an hour. */
  private static List<PlacedEvidence> evidence() {
    Random random = new Random(11);
    List<String> services = List.of("web", "web2", "orders", "users", "db");
    List<PlacedEvidence> all = new ArrayList<>();
    for (String environment : ENVIRONMENTS) {
      all.add(
          new PlacedEvidence(
              environment, new Topology(environment, graph(), Duration.ofMinutes(1), START)));
      for (int i = 0; i < 40; i++) {
        int burst = random.nextInt(8) * 200;
        String service = services.get(random.nextInt(services.size()));
        all.add(
            new PlacedEvidence(
                environment,
                alert(environment, service, burst + random.nextInt(50), random.nextInt(4) > 0)));
      }
    }
    all.sort(Comparator.comparing(PlacedEvidence::evidence, Evidence.IN_ORDER));
    return all;
  }

  /** Out of order by less than 30 seconds. */
  private static List<PlacedEvidence> shuffled(List<PlacedEvidence> evidence, int seed) {
    Random random = new Random(seed);
    List<Map.Entry<Long, PlacedEvidence>> arrivals = new ArrayList<>();
    for (PlacedEvidence one : evidence) {
      arrivals.add(Map.entry(one.evidence().time() + random.nextInt(30_000), one));
    }
    Collections.shuffle(arrivals, random);
    arrivals.sort(Map.Entry.comparingByKey());
    return arrivals.stream().map(Map.Entry::getValue).toList();
  }

  private static AlertSignal alert(
      String environment, String service, int second, boolean isFiring) {
    String fingerprint = environment + service + second % 7;
    return new AlertSignal(
        fingerprint + '-' + second + isFiring,
        START + 1_000L * second,
        "Errors",
        fingerprint,
        service,
        environment + "-host",
        Priority.P2,
        isFiring);
  }
}
