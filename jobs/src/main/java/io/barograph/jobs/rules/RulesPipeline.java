package io.barograph.jobs.rules;

import io.barograph.core.alert.Alert;
import io.barograph.core.deadletter.DeadLetter;
import io.barograph.core.labels.Labels;
import io.barograph.core.series.SeriesLimits;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.types.AlertSerializer;
import io.barograph.jobs.types.LabelsSerializer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.MultipleConnectedStreams;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.KeyedMultipleInputTransformation;

/**
 * Samples to alert transitions: a batcher behind each input, the series stage, and the levels of
 * the group stage.
 */
public final class RulesPipeline {
  private RulesPipeline() {}

  /**
   * What the rules tell.
   *
   * @param alerts every transition of every rule
   * @param noData the alerts on missing data; an end may come without its beginning
   * @param forgotten alerts that ended so long ago that the present no longer holds them
   * @param refusedSeries dead letters for series beyond the series limits, by input
   */
  public record Streams(
      DataStream<Alert> alerts,
      DataStream<Alert> noData,
      DataStream<Labels> forgotten,
      Map<String, DataStream<DeadLetter>> refusedSeries) {
    private Streams union(SingleOutputStreamOperator<Alert> groupStage) {
      return new Streams(
          alerts.union(groupStage),
          noData.union(groupStage.getSideOutput(SeriesStage.NO_DATA)),
          forgotten.union(groupStage.getSideOutput(SeriesStage.FORGOTTEN)),
          refusedSeries);
    }
  }

  /**
   * Wires the rules on {@code inputs}.
   *
   * @param stage tells the operators of several series stages apart: {@code raw}, {@code derived}
   * @param rules its inputs are the keys of {@code inputs}
   * @param inputs samples, by the input's name
   * @param limits of each input
   */
  public static Streams define(
      String stage,
      RuleSet.Source rules,
      Map<String, DataStream<IngestedSample>> inputs,
      SeriesLimits limits) {
    StreamExecutionEnvironment env = inputs.values().iterator().next().getExecutionEnvironment();
    int levels = rules.compile().levels();
    KeyedMultipleInputTransformation<Alert> series =
        new KeyedMultipleInputTransformation<>(
            "rules on " + stage + " series",
            new SeriesStageFactory(rules, levels),
            AlertSerializer.INSTANCE.typeInformation(),
            env.getParallelism(),
            Types.INT);
    Map<String, DataStream<DeadLetter>> refused = new LinkedHashMap<>();
    for (String input : rules.inputs()) {
      DataStream<IngestedSample> samples = inputs.get(input);
      SingleOutputStreamOperator<SampleBatch> batches =
          samples
              .transform(
                  "batch " + input,
                  SampleBatchSerializer.INSTANCE.typeInformation(),
                  new SampleBatcher(rules, input, limits))
              .setParallelism(samples.getParallelism())
              .uid(batchUid(stage, input));
      refused.put(input, batches.getSideOutput(SampleBatcher.REFUSED_SERIES));
      KeyedStream<SampleBatch, Integer> keyed = batches.keyBy(SampleBatch::key, Types.INT);
      series.addInput(keyed.getTransformation(), keyed.getKeySelector());
    }
    series.setMaxParallelism(KeyGroups.COUNT);
    series.setUid("series-stage-" + stage);
    env.addOperator(series);
    SingleOutputStreamOperator<Alert> alerts = new MultipleConnectedStreams(env).transform(series);
    Streams told =
        new Streams(
            alerts,
            alerts.getSideOutput(SeriesStage.NO_DATA),
            alerts.getSideOutput(SeriesStage.FORGOTTEN),
            refused);
    return group(stage, rules, levels, alerts, told);
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
