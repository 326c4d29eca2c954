package io.barograph.jobs.rules;

import io.barograph.core.alert.Alert;
import io.barograph.core.deadletter.DeadLetter;
import io.barograph.core.labels.Labels;
import io.barograph.core.series.SeriesLimits;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.inspect.QuestionFeed;
import io.barograph.jobs.types.AlertSerializer;
import io.barograph.jobs.types.LabelsSerializer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.MultipleConnectedStreams;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.KeyedMultipleInputTransformation;
import org.apache.flink.streaming.api.transformations.MultipleInputTransformation;

/**
 * Samples to alert transitions: a batcher behind each input, the series stage, and the levels of
 * the group stage.
 */
public final class RulesPipeline {
  /** What rules that come later may need though none does at the start. */
  private static final int LEVELS_FOR_CHANGES = 3;

  private RulesPipeline() {}

  /**
   * What the rules tell.
   *
   * @param alerts every transition of every rule
   * @param noData the alerts on missing data; an end may come without its beginning
   * @param tried transitions of rules that are only tried
   * @param forgotten alerts that ended so long ago that the present no longer holds them
   * @param refusedSeries dead letters for series beyond the series limits, by input
   * @param halting alerts that halt trading, each with how long it does, in milliseconds
   * @param answers to questions about the state, as JSON
   * @param changes of packs as the job takes them, those of all stages; empty if there are none
   */
  public record Streams(
      DataStream<Alert> alerts,
      DataStream<Alert> noData,
      DataStream<Alert> tried,
      DataStream<Labels> forgotten,
      Map<String, DataStream<DeadLetter>> refusedSeries,
      DataStream<Tuple2<Alert, Long>> halting,
      DataStream<byte[]> answers,
      Optional<DataStream<RuleChange>> changes) {
    private Streams union(SingleOutputStreamOperator<Alert> groupStage) {
      return new Streams(
          alerts.union(groupStage),
          noData.union(groupStage.getSideOutput(StageAlerts.NO_DATA)),
          tried.union(groupStage.getSideOutput(StageAlerts.TRIED)),
          forgotten.union(groupStage.getSideOutput(StageAlerts.FORGOTTEN)),
          refusedSeries,
          halting.union(groupStage.getSideOutput(StageAlerts.HALTING)),
          answers.union(groupStage.getSideOutput(StateFindings.ANSWERS)),
          changes);
    }
  }

  /**
   * Rules with what they read.
   *
   * @param name tells the operators of several series stages apart: {@code raw}, {@code derived}
   * @param rules its inputs are the keys of {@code inputs}
   * @param inputs samples, by the input's name
   */
  public record Stage(
      String name, RuleSet.Source rules, Map<String, DataStream<IngestedSample>> inputs) {}

  /** Wires rules that do not change. */
  static Streams define(
      String stage,
      RuleSet.Source rules,
      Map<String, DataStream<IngestedSample>> inputs,
      SeriesLimits limits) {
    return define(List.of(new Stage(stage, rules, inputs)), limits, null, null).get(stage);
  }

  /**
   * What is asked about the state of a job.
   *
   * @param job the name by which it answers
   */
  public record Asked(String job, QuestionFeed.Source feed) {}

  /**
   * Wires rules, which change on all stages at the same ticks.
   *
   * @param limits of each input
   * @param feed what is published of the rules; null if they do not change
   * @param asked what is asked about their state; null, as without a feed, if nothing is
   * @return what the rules of each stage tell, by its name
   */
  public static Map<String, Streams> define(
      List<Stage> stages, SeriesLimits limits, RuleFeed.Source feed, Asked asked) {
    int levels =
        stages.stream()
            .mapToInt(stage -> stage.rules.compile().levels())
            .reduce(feed == null ? 0 : LEVELS_FOR_CHANGES, Math::max);
    return new Wiring(stages, limits, feed, asked, levels).define();
  }

  /** The operators of all stages. */
  private static final class Wiring {
    private final List<Stage> stages;
    private final SeriesLimits limits;
    private final RuleFeed.Source feed;
    private final Asked asked;
    private final int levels;
    private final StreamExecutionEnvironment env;

    Wiring(List<Stage> stages, SeriesLimits limits, RuleFeed.Source feed, Asked asked, int levels) {
      this.stages = stages;
      this.limits = limits;
      this.feed = feed;
      this.asked = asked;
      this.levels = levels;
      this.env = stages.get(0).inputs.values().iterator().next().getExecutionEnvironment();
    }

    Map<String, Streams> define() {
      List<Map<String, SingleOutputStreamOperator<SampleBatch>>> batchers =
          stages.stream().map(this::batch).toList();
      DataStream<StageRecord> gate = feed == null ? null : gate(batchers);
      Optional<DataStream<RuleChange>> changes = Optional.ofNullable(gate).map(Wiring::changes);
      Map<String, Streams> told = new LinkedHashMap<>();
      for (int place = 0; place < stages.size(); place++) {
        Stage stage = stages.get(place);
        told.put(stage.name, series(place, batchers.get(place), gate, changes));
      }
      return told;
    }

    private static DataStream<RuleChange> changes(DataStream<StageRecord> gate) {
      return gate.<RuleChange>flatMap(
              (record, out) -> {
                if (record instanceof StageChange change) {
                  out.collect(change.change());
                }
              })
          .returns(RuleChangeSerializer.INSTANCE.typeInformation())
          .setParallelism(1)
          .uid("rule-changes")
          .name("rule changes");
    }

    private Map<String, SingleOutputStreamOperator<SampleBatch>> batch(Stage stage) {
      Map<String, SingleOutputStreamOperator<SampleBatch>> batchers = new LinkedHashMap<>();
      for (String input : stage.rules.inputs()) {
        DataStream<IngestedSample> samples = stage.inputs.get(input);
        batchers.put(
            input,
            samples
                .transform(
                    "batch " + input,
                    SampleBatchSerializer.INSTANCE.typeInformation(),
                    new SampleBatcher(stage.rules, input, limits, feed))
                .setParallelism(samples.getParallelism())
                .uid(batchUid(stage.name, input)));
      }
      return batchers;
    }

    private DataStream<StageRecord> gate(
        List<Map<String, SingleOutputStreamOperator<SampleBatch>>> batchers) {
      ArrayList<RuleSet.Source> rules = new ArrayList<>();
      ArrayList<String> names = new ArrayList<>();
      stages.forEach(stage -> rules.add(stage.rules));
      stages.forEach(stage -> names.add(stage.name));
      ArrayList<RuleGate.Edge> edges = new ArrayList<>();
      List<DataStream<RuleAck>> acks = new ArrayList<>();
      for (int stage = 0; stage < stages.size(); stage++) {
        int input = 0;
        for (SingleOutputStreamOperator<SampleBatch> batcher : batchers.get(stage).values()) {
          edges.add(new RuleGate.Edge(stage, input++, batcher.getParallelism()));
          acks.add(batcher.getSideOutput(SampleBatcher.ACKS));
        }
      }
      MultipleInputTransformation<StageRecord> gate =
          new MultipleInputTransformation<>(
              "rule gate",
              new RuleGateFactory(
                  new RuleGate.Plan(rules, edges, levels, feed),
                  asked == null
                      ? null
                      : new GateQuestions.Plan(asked.job, names, levels, asked.feed)),
              StageRecordSerializer.INSTANCE.typeInformation(),
              1);
      acks.forEach(ack -> gate.addInput(ack.global().getTransformation()));
      gate.setMaxParallelism(1);
      gate.setUid("rule-gate");
      env.addOperator(gate);
      return new MultipleConnectedStreams(env).transform(gate);
    }

    private Streams series(
        int place,
        Map<String, SingleOutputStreamOperator<SampleBatch>> batchers,
        DataStream<StageRecord> gate,
        Optional<DataStream<RuleChange>> changes) {
      Stage stage = stages.get(place);
      KeyedMultipleInputTransformation<Alert> series =
          new KeyedMultipleInputTransformation<>(
              "rules on " + stage.name + " series",
              new SeriesStageFactory(
                  stage.rules, levels, gate == null ? SeriesStage.WITHOUT_GATE : place),
              AlertSerializer.INSTANCE.typeInformation(),
              env.getParallelism(),
              Types.INT);
      Map<String, DataStream<DeadLetter>> refused = new LinkedHashMap<>();
      batchers.forEach(
          (input, batches) -> {
            refused.put(input, batches.getSideOutput(SampleBatcher.REFUSED_SERIES));
            KeyedStream<SampleBatch, Integer> keyed = batches.keyBy(SampleBatch::key, Types.INT);
            series.addInput(keyed.getTransformation(), keyed.getKeySelector());
          });
      if (gate != null) {
        series.addInput(gate.broadcast().getTransformation(), null);
      }
      series.setMaxParallelism(KeyGroups.COUNT);
      series.setUid("series-stage-" + stage.name);
      env.addOperator(series);
      SingleOutputStreamOperator<Alert> alerts =
          new MultipleConnectedStreams(env).transform(series);
      Streams told =
          new Streams(
              alerts,
              alerts.getSideOutput(StageAlerts.NO_DATA),
              alerts.getSideOutput(StageAlerts.TRIED),
              alerts.getSideOutput(StageAlerts.FORGOTTEN),
              refused,
              alerts.getSideOutput(StageAlerts.HALTING),
              alerts.getSideOutput(StateFindings.ANSWERS),
              changes);
      return group(stage.name, stage.rules, levels, alerts, told);
    }
  }

  private static String batchUid(String stage, String input) {
    return "batch-" + stage + "-" + input;
  }

  /** The group stage: a level above another. */
  private static Streams group(
      String stage,
      RuleSet.Source rules,
      int levels,
      SingleOutputStreamOperator<Alert> seriesStage,
      Streams told) {
    Streams all = told;
    DataStream<StageRecord> parts = null;
    for (int level = 1; level <= levels; level++) {
      DataStream<StageRecord> own = seriesStage.getSideOutput(SeriesStage.leafElements(level));
      SingleOutputStreamOperator<Alert> operator =
          (parts == null ? own : own.union(parts))
              .keyBy(StageRecord::partitionKey, LabelsSerializer.INSTANCE.typeInformation())
              .transform(
                  "rules on groups of %s series level %d".formatted(stage, level),
                  AlertSerializer.INSTANCE.typeInformation(),
                  new GroupStage(rules, level, level == levels))
              .uid("group-stage-%s-%d".formatted(stage, level));
      parts = operator.getSideOutput(GroupStage.PARTS);
      all = all.union(operator);
    }
    return all;
  }
}
