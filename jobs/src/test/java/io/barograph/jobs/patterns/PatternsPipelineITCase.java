package io.barograph.jobs.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.cep.chain.ChainDetection;
import io.barograph.cep.chain.StateChangeSerializer;
import io.barograph.core.pattern.ChainMatch;
import io.barograph.core.pattern.StateChange;
import io.barograph.core.pattern.StateSource;
import io.barograph.jobs.rules.RulePacks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;

/** The shipped chains on the simulated storms, in a Flink cluster. */
class PatternsPipelineITCase {
  private static final long BOUND_MILLIS = Duration.ofSeconds(30).toMillis();

  /**
   * Of 24. Of two the alert fires twice at a time and resolves once before the chain goes on: which
   * of both has recovered is not in the data.
   */
  private static final int LEAST_ESCALATIONS = 22;

  @Test
  void theShippedEscalationFindsWhatEscalatesAndNothingThatRecovered() throws Exception {
    StormChanges storms = StormChanges.read();
    Set<ChainMatch> matches = matches(storms.changes, 2, "hashmap");
    Set<String> escalations = incidents(storms, matches, "escalation", "escalation", 2);
    Set<String> deploys = incidents(storms, matches, "deploy-then-errors", "deploy_errors", 1);
    int all = storms.incidents.get("escalation").size();
    System.out.printf(
        "storms_sim, escalations: %d passed, %d failed, 0 skipped%n",
        escalations.size(), all - escalations.size());
    System.out.printf(
        "storms_sim, deploys with errors on the deployed service itself: %d of %d incidents%n",
        deploys.size(), storms.incidents.get("deploy_errors").size());

    assertThat(matches)
        .flatExtracting(ChainMatch::changes)
        .noneMatch(
            change ->
                change.source() == StateSource.ALERTS
                    && "decoy-recovered".equals(storms.labels.get(change.id())));
    assertThat(escalations).hasSizeGreaterThanOrEqualTo(LEAST_ESCALATIONS);
    assertThat(deploys).isNotEmpty();
  }

  /** The incidents of a kind to which the last alert of a chain belongs, and some other with it. */
  private static Set<String> incidents(
      StormChanges storms, Set<ChainMatch> matches, String pattern, String kind, int members) {
    Set<String> found = new TreeSet<>();
    for (ChainMatch match : matches) {
      List<String> labels =
          match.changes().stream()
              .map(change -> storms.labels.getOrDefault(change.id(), ""))
              .toList();
      String last = labels.get(labels.size() - 1);
      if (match.key().pattern().equals(pattern)
          && storms.incidents.get(kind).contains(last)
          && labels.stream().filter(last::equals).count() >= members) {
        found.add(last);
      }
    }
    return found;
  }

  @Test
  void theOrderOfArrivalTheParallelismAndTheStateBackendMakeNoDifference() throws Exception {
    List<StateChange> changes = StormChanges.read().changes;
    List<StateChange> ordered = new ArrayList<>(changes);
    ordered.sort(StateChange.ORDER);

    assertThat(matches(ordered, 1, "rocksdb"))
        .isNotEmpty()
        .isEqualTo(matches(changes, 2, "hashmap"));
  }

  private static Set<ChainMatch> matches(List<StateChange> changes, int parallelism, String backend)
      throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(
            new Configuration()
                .set(PipelineOptions.GENERIC_TYPES, false)
                .set(StateBackendOptions.STATE_BACKEND, backend));
    env.setParallelism(parallelism);
    DataStream<StateChange> stream =
        env.fromData(changes, StateChangeSerializer.INSTANCE.typeInformation())
            .setParallelism(1)
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<StateChange>forGenerator(context -> new OnEachEvent())
                    .withTimestampAssigner((change, any) -> change.time()))
            .setParallelism(1);
    PackPatterns packs = PackPatterns.of(RulePacks.read(List.of("../rules/chains")));
    ChainDetection.Streams found =
        PatternsPipeline.define(stream, new PatternsPipeline.Plan(packs, 100));
    Set<ChainMatch> matches = new HashSet<>();
    try (CloseableIterator<ChainMatch> all = found.matches().executeAndCollect()) {
      while (all.hasNext()) {
        assertThat(matches.add(all.next())).isTrue();
      }
    }
    return matches;
  }

  /** A clock that does not depend on when it is asked. */
  private static final class OnEachEvent implements WatermarkGenerator<StateChange> {
    private long newest = Long.MIN_VALUE + BOUND_MILLIS;

    @Override
    public void onEvent(StateChange change, long timestamp, WatermarkOutput output) {
      newest = Math.max(newest, timestamp);
      output.emitWatermark(new Watermark(newest - BOUND_MILLIS));
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {}
  }
}
