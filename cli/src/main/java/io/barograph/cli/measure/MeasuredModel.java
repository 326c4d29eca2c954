package io.barograph.cli.measure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.barograph.core.prediction.CalibrationBins;
import io.barograph.core.prediction.LabelFigures;
import io.barograph.core.prediction.ModelEvent;
import io.barograph.ml.model.ModelMeasure;
import io.barograph.ml.model.ModelTotals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One model of a file, with what its measure does not remember: the least accuracy, the drops. */
final class MeasuredModel {
  private final ModelMeasure measure;
  private final List<Drop> drops = new ArrayList<>();
  private double leastAccuracy = Double.NaN;
  private int classes;

  /**
   * When the model was flagged.
   *
   * @param label the number of that label, from 1
   * @param labelsSince how many labels came since the errors rose, by the test
   */
  private record Drop(
      long label, long labelsSince, long labelTime, long predictionTime, double baseline) {}

  MeasuredModel(ModelMeasure measure) {
    this.measure = measure;
  }

  void add(ModelEvent event) {
    long before = measure.drop().drops();
    measure.add(event);
    classes = Math.max(classes, event.prediction().classes().size());
    if (event instanceof ModelEvent.Labelled && measure.labels().isFull()) {
      double accuracy = measure.labels().figures().accuracy();
      leastAccuracy = Double.isNaN(leastAccuracy) ? accuracy : Math.min(leastAccuracy, accuracy);
    }
    if (measure.drop().drops() > before) {
      drops.add(
          new Drop(
              measure.totals().labelled(),
              measure.drop().labelsToNotice(),
              event.time(),
              event.prediction().time(),
              measure.drop().baselineAccuracy().orElse(Double.NaN)));
    }
  }

  /** True if it was flagged at any time. */
  boolean isDegraded() {
    return !drops.isEmpty();
  }

  void write(ObjectNode json) {
    ModelTotals totals = measure.totals();
    json.put("labelled", totals.labelled());
    json.put("unlabelled", totals.open() + totals.unlabelled());
    boolean isOfClasses = classes > 0;
    if (isOfClasses) {
      put("accuracy", totals.accuracy(), json);
      put("brier_%dclass".formatted(classes), totals.squaredError(), json);
      put("log_loss", totals.loss(), json);
    } else {
      put("root_mean_square_error", Math.sqrt(totals.squaredError()), json);
      put("mean_absolute_error", totals.loss(), json);
    }
    if (measure.labels().isFull()) {
      writeRolling(isOfClasses, json);
    }
    var flagged = json.putArray("drops");
    for (Drop drop : drops) {
      ObjectNode one = flagged.addObject();
      one.put("label", drop.label());
      one.put("labels_since_change", drop.labelsSince());
      one.put("label_time", Instant.ofEpochMilli(drop.labelTime()).toString());
      one.put("prediction_time", Instant.ofEpochMilli(drop.predictionTime()).toString());
      put("baseline_accuracy", drop.baseline(), one);
    }
  }

  private void writeRolling(boolean isOfClasses, ObjectNode json) {
    String rolling = "rolling%d_".formatted(measure.labels().size());
    LabelFigures last = measure.labels().figures();
    if (isOfClasses) {
      put(rolling + "accuracy_min", leastAccuracy, json);
      put(rolling + "accuracy_last", last.accuracy(), json);
      put(rolling + "calibration_error_last", measure.labels().calibration().expectedError(), json);
      var bins = json.putArray(rolling + "calibration_last");
      for (CalibrationBins.Bin bin : measure.labels().calibration().bins()) {
        ObjectNode one = bins.addObject().put("up_to", bin.upTo()).put("count", bin.count());
        one.put("confidence", bin.confidence()).put("accuracy", bin.accuracy());
      }
    } else {
      put(rolling + "mean_absolute_error_last", last.loss(), json);
    }
    put(rolling + "label_delay_p50_seconds_last", measure.labels().delayQuantile(0.5), json);
    put(rolling + "label_delay_p95_seconds_last", measure.labels().delayQuantile(0.95), json);
  }

  /** A figure that is undefined is left out. */
  private static void put(String name, double value, ObjectNode json) {
    if (Double.isFinite(value)) {
      json.put(name, value);
    }
  }
}
