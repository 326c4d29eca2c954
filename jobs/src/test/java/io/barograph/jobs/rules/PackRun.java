package io.barograph.jobs.rules;

import io.barograph.core.alert.Alert;
import io.barograph.core.labels.Labels;
import io.barograph.core.series.SeriesLimits;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.options.BarographOptions;
import io.barograph.jobs.options.JobOptions;
import io.barograph.jobs.types.AlertSerializer;
import io.barograph.jobs.types.LabelsSerializer;
import io.barograph.promql.vector.EvaluationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedMultiInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/**
 * The operators of a job between samples and alerts, by the rules of a pack: for telemetry and for
 * derived samples each a batcher behind each input, the series stage, and the levels of the group
 * stage. A rule that has no result at a tick, as one whose match is many to many, ends the run.
 */
public final class PackRun implements AutoCloseable {
  private static final String TELEMETRY = "metrics";
  private static final String SIGNAL = "measures";

  private final List<Stage> stages = new ArrayList<>();

  /**
   * A run of the rules at {@code pack}.
   *
   * @param pack a rule file, or the folder of a pack with what its settings make
   * @param lookBack how old the newest sample of a series may be
   */
  public PackRun(String pack, Duration lookBack) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(BarographOptions.RULE_PATHS, List.of(pack));
    configuration.set(BarographOptions.LOOK_BACK, lookBack);
    PackRules rules = PackRules.read(JobOptions.of(configuration));
    Map<String, String> telemetry = Map.of(TELEMETRY, ".*");
    Map<String, String> signals = Map.of(SIGNAL, DerivedMetrics.OF_SIGNALS);
    for (PackRules stage : List.of(rules.onRaw(telemetry), rules.onDerived(telemetry, signals))) {
      if (!stage.isEmpty()) {
        stages.add(new Stage(stage));
      }
    }
  }

  /**
   * Every transition of every alert on these samples.
   *
   * @param step how far the clocks go at a time
   * @param end how far they go
   */
  public List<Alert> alerts(List<IngestedSample> samples, Duration step, long end)
      throws Exception {
    List<IngestedSample> ordered =
        samples.stream().sorted(Comparator.comparingLong(IngestedSample::timestamp)).toList();
    long stepMillis = step.toMillis();
    long tick = Math.floorDiv(ordered.get(0).timestamp(), stepMillis) * stepMillis;
    int next = 0;
    for (; tick <= end; tick += stepMillis) {
      for (; next < ordered.size() && ordered.get(next).timestamp() <= tick; next++) {
        for (Stage stage : stages) {
          stage.add(ordered.get(next));
        }
      }
      for (Stage stage : stages) {
        stage.advance(tick);
      }
    }
    List<Alert> alerts = new ArrayList<>();
    for (Stage stage : stages) {
      alerts.addAll(stage.told);
    }
    return alerts;
  }

  @Override
  public void close() throws Exception {
    for (Stage stage : stages) {
      stage.close();
    }
  }

  /** Throws what a job counts. */
  private static final class StrictStage extends GroupStage {
    private static final long serialVersionUID = 1;

    StrictStage(PackRules rules, int level, boolean isTop) {
      super(rules, level, isTop);
    }

    @Override
    void failed(long tick, EvaluationException noResult) {
      throw new IllegalStateException("at %d: %s".formatted(tick, noResult.getMessage()), noResult);
    }
  }

  /** The operators of the rules on telemetry, or of those on derived samples. */
  private static final class Stage implements AutoCloseable {
    private final List<String> inputs;
    private final List<OneInputStreamOperatorTestHarness<IngestedSample, SampleBatch>> batchers =
        new ArrayList<>();
    private final KeyedMultiInputStreamOperatorTestHarness<Integer, Alert> series;
    private final List<KeyedOneInputStreamOperatorTestHarness<Labels, StageRecord, Alert>> levels =
        new ArrayList<>();
    private final List<Alert> told = new ArrayList<>();

    Stage(PackRules rules) throws Exception {
      inputs = rules.inputs();
      int groupLevels = rules.compile().levels();
      series =
          new KeyedMultiInputStreamOperatorTestHarness<>(
              new SeriesStageFactory(rules, groupLevels), KeyGroups.COUNT, 1, 0);
      series.getStreamConfig().setStateKeySerializer(Types.INT.createSerializer(null));
      for (int input = 0; input < inputs.size(); input++) {
        series.setKeySelector(input, batch -> ((SampleBatch) batch).key());
        batchers.add(batcher(rules, inputs.get(input)));
      }
      series.open();
      for (int level = 1; level <= groupLevels; level++) {
        levels.add(level(rules, level, level == groupLevels));
      }
    }

    private static OneInputStreamOperatorTestHarness<IngestedSample, SampleBatch> batcher(
        PackRules rules, String input) throws Exception {
      OneInputStreamOperatorTestHarness<IngestedSample, SampleBatch> batcher =
          new OneInputStreamOperatorTestHarness<>(
              new SampleBatcher(rules, input, SeriesLimits.NONE), KeyGroups.COUNT, 1, 0);
      batcher.setup(SampleBatchSerializer.INSTANCE);
      batcher.open();
      return batcher;
    }

    private static KeyedOneInputStreamOperatorTestHarness<Labels, StageRecord, Alert> level(
        PackRules rules, int level, boolean isTop) throws Exception {
      KeyedOneInputStreamOperatorTestHarness<Labels, StageRecord, Alert> stage =
          new KeyedOneInputStreamOperatorTestHarness<>(
              new StrictStage(rules, level, isTop),
              StageRecord::partitionKey,
              LabelsSerializer.INSTANCE.typeInformation(),
              KeyGroups.COUNT,
              1,
              0);
      stage.setup(AlertSerializer.INSTANCE);
      stage.open();
      return stage;
    }

    void add(IngestedSample sample) throws Exception {
      String input = DerivedMetrics.contain(sample.labels().metricName()) ? SIGNAL : TELEMETRY;
      int place = inputs.indexOf(input);
      if (place >= 0) {
        batchers.get(place).processElement(sample, sample.timestamp());
      }
    }

    void advance(long clock) throws Exception {
      for (int input = 0; input < inputs.size(); input++) {
        batchers.get(input).processWatermark(clock);
        for (SampleBatch batch : batchers.get(input).extractOutputValues()) {
          series.processElement(input, new StreamRecord<>(batch));
        }
        batchers.get(input).getOutput().clear();
        series.processWatermark(input, new Watermark(clock));
      }
      told.addAll(series.extractOutputValues());
      series.getOutput().clear();
      for (int level = 1; level <= levels.size(); level++) {
        var stage = levels.get(level - 1);
        give(stage, series.getSideOutput(SeriesStage.leafElements(level)));
        if (level > 1) {
          give(stage, levels.get(level - 2).getSideOutput(GroupStage.PARTS));
        }
        told.addAll(stage.extractOutputValues());
        stage.getOutput().clear();
      }
    }

    private static void give(
        KeyedOneInputStreamOperatorTestHarness<Labels, StageRecord, Alert> level,
        Queue<StreamRecord<StageRecord>> given)
        throws Exception {
      if (given != null) {
        for (StreamRecord<StageRecord> record : given) {
          level.processElement(record);
        }
        given.clear();
      }
    }

    @Override
    public void close() throws Exception {
      for (var batcher : batchers) {
        batcher.close();
      }
      series.close();
      for (var level : levels) {
        level.close();
      }
    }
  }
}
