package io.barograph.jobs.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.detect.Bounds;
import io.barograph.core.detect.DetectorType;
import io.barograph.core.detect.FailureWatch;
import io.barograph.core.detect.ModelPromotion;
import io.barograph.core.detect.ModelUse;
import io.barograph.core.detect.SeriesLabel;
import io.barograph.core.detect.SeriesSelectors;
import io.barograph.core.detect.SeriesTraits;
import io.barograph.core.detect.SeriesWatch;
import io.barograph.core.detect.StatedRecord;
import io.barograph.core.detect.Statement;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.jobs.ingest.IngestedRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.junit.jupiter.api.Test;

/** Who is told what people say. */
class StatementsTest {
  private static final long BEHIND = 7;
  private static final SeriesSelectors LOADS =
      new SeriesSelectors(
          List.of(List.of(LabelMatcher.of(LabelMatcher.Type.EQUAL, Labels.METRIC_NAME, "load"))));
  private static final SeriesLabel OF_LOAD = label("load");
  private static final ModelPromotion OF_DISKS =
      new ModelPromotion("", "disks", 3, 9, 9, 9, "format=x\n");

  private final LabelsFunction labels =
      new LabelsFunction(
          List.of(
              new SeriesWatch(
                  "loads",
                  LOADS,
                  DetectorType.ENSEMBLE,
                  ModelUse.ALWAYS,
                  Bounds.DEFAULT,
                  SeriesTraits.DEFAULT)));
  private final PromotionsFunction promotions =
      new PromotionsFunction(
          List.of(prediction("cold", "disks"), prediction("hot", "disks"), prediction("x", "")));

  @Test
  void labelsOfWatchedSeriesAreForWhatWatchesThem() throws Exception {
    assertThat(told(labels, OF_LOAD)).containsExactly(new IngestedRecord(OF_LOAD, BEHIND));
    assertThat(told(labels, label("disk"))).isEmpty();
    assertThat(told(labels, OF_DISKS)).isEmpty();
  }

  @Test
  void promotionsAreForEachPredictionThatNamesTheModel() throws Exception {
    assertThat(told(promotions, OF_DISKS))
        .containsExactly(
            new IngestedRecord(OF_DISKS.forPrediction("cold"), BEHIND),
            new IngestedRecord(OF_DISKS.forPrediction("hot"), BEHIND));
    assertThat(told(promotions, OF_LOAD)).isEmpty();
  }

  private static List<IngestedRecord> told(
      FlatMapFunction<IngestedRecord, IngestedRecord> function, StatedRecord what)
      throws Exception {
    List<IngestedRecord> told = new ArrayList<>();
    function.flatMap(
        new IngestedRecord(new Statement("ann", "", what), BEHIND), new ListCollector<>(told));
    return told;
  }

  private static SeriesLabel label(String metric) {
    return new SeriesLabel(Labels.of(Labels.METRIC_NAME, metric), 9, "l", 6, 8, true);
  }

  private static FailureWatch prediction(String name, String model) {
    SeriesSelectors none = new SeriesSelectors(List.of());
    return new FailureWatch(
        name,
        none,
        List.of("disk"),
        none,
        FailureWatch.Span.DEFAULT,
        new FailureWatch.Model(model, 0));
  }
}
