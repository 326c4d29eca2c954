package io.barograph.ml.model;

import io.barograph.core.labels.Labels;
import io.barograph.core.measure.SampleOutput;
import io.barograph.core.prediction.CalibrationBins;
import io.barograph.core.prediction.LabelFigures;
import io.barograph.core.prediction.LabelWindow;
import io.barograph.core.prediction.ModelKey;
import io.barograph.core.sample.StaleMarker;

/** The samples of one model at one tick; stale markers where it is spent. */
final class ModelSamples {
  /** The names of all metrics of models start with this. */
  static final String METRIC_PREFIX = "barograph_model_";

  private static final double STALE = Double.longBitsToDouble(StaleMarker.BITS);

  private final ModelKey key;
  private final boolean isSpent;
  private final SampleOutput out;

  ModelSamples(ModelKey key, boolean isSpent, SampleOutput out) {
    this.key = key;
    this.isSpent = isSpent;
    this.out = out;
  }

  void totals(ModelTotals totals) {
    count("predictions_total", totals.predictions());
    count("labelled_total", totals.labelled());
    count("unlabelled_total", totals.unlabelled());
    count("unfit_outcomes_total", totals.unfit());
    count("open_predictions", totals.open());
  }

  void drop(AccuracyDrop drop) {
    put("degraded", drop.isDegraded() ? 1 : 0);
    count("drops_total", drop.drops());
    drop.baselineAccuracy().ifPresent(accuracy -> put("baseline_accuracy_ratio", accuracy));
  }

  void scores(ScoreDrift.Figures figures) {
    put("score_stability_index", figures.stabilityIndex());
    put("score_ks_pvalue", figures.pValue());
  }

  void figures(String window, LabelFigures figures, boolean isOfClasses) {
    if (isOfClasses) {
      put("accuracy_ratio", figures.accuracy(), "window", window);
      put("brier_score", figures.squaredError(), "window", window);
      put("log_loss", figures.loss(), "window", window);
    } else {
      put("root_mean_square_error", Math.sqrt(figures.squaredError()), "window", window);
      put("mean_absolute_error", figures.loss(), "window", window);
    }
  }

  void delays(String window, LabelWindow labels) {
    for (String quantile : new String[] {"0.5", "0.95"}) {
      double delay = labels.delayQuantile(Double.parseDouble(quantile));
      put("label_delay_seconds", delay, "window", window, "quantile", quantile);
    }
  }

  void calibration(String window, CalibrationBins bins) {
    put("calibration_error_ratio", bins.expectedError(), "window", window);
    for (CalibrationBins.Bin bin : bins.bins()) {
      put(
          "calibration_gap_ratio",
          bin.accuracy() - bin.confidence(),
          "window",
          window,
          "bin",
          Double.toString(bin.upTo()));
    }
  }

  void unlabelled(String window, double share) {
    put("unlabelled_ratio", share, "window", window);
  }

  private void count(String name, long number) {
    put(name, (double) number);
  }

  private void put(String name, double value, String... further) {
    Labels.Builder labels =
        Labels.builder()
            .add(Labels.METRIC_NAME, METRIC_PREFIX + name)
            .add("model", key.model())
            .add("segment", key.segment())
            .add("version", key.version());
    for (int i = 0; i < further.length; i += 2) {
      labels.add(further[i], further[i + 1]);
    }
    if (isSpent) {
      out.put(labels.build(), STALE);
    } else if (Double.isFinite(value)) {
      out.put(labels.build(), value);
    }
  }
}
