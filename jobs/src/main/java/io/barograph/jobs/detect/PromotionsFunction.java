package io.barograph.jobs.detect;

import io.barograph.core.detect.FailureWatch;
import io.barograph.core.detect.ModelPromotion;
import io.barograph.core.detect.Statement;
import io.barograph.jobs.ingest.IngestedRecord;
import java.util.List;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Gives each prediction the promotions of the model that it names. */
final class PromotionsFunction implements FlatMapFunction<IngestedRecord, IngestedRecord> {
  private static final long serialVersionUID = 1;

  private final List<FailureWatch> predictions;

  PromotionsFunction(List<FailureWatch> predictions) {
    this.predictions = List.copyOf(predictions);
  }

  @Override
  public void flatMap(IngestedRecord ingested, Collector<IngestedRecord> out) {
    if (ingested.record() instanceof Statement statement
        && statement.what() instanceof ModelPromotion promotion) {
      predictions.stream()
          .filter(prediction -> prediction.takes(promotion))
          .map(prediction -> promotion.forPrediction(prediction.name()))
          .forEach(told -> out.collect(new IngestedRecord(told, ingested.behind())));
    }
  }
}
