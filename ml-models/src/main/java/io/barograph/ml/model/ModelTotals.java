package io.barograph.ml.model;

import io.barograph.core.prediction.Verdict;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What a model has done since it was first seen. Not thread-safe. */
public final class ModelTotals {
  private long predictions;
  private long labelled;
  private long unlabelled;
  private long unfit;
  private long correct;
  private double squaredErrors;
  private double losses;

  ModelTotals() {}

  static ModelTotals read(DataInput in) throws IOException {
    ModelTotals totals = new ModelTotals();
    totals.predictions = in.readLong();
    totals.labelled = in.readLong();
    totals.unlabelled = in.readLong();
    totals.unfit = in.readLong();
    totals.correct = in.readLong();
    totals.squaredErrors = in.readDouble();
    totals.losses = in.readDouble();
    return totals;
  }

  void made() {
    predictions++;
  }

  void givenUp() {
    unlabelled++;
  }

  void refused() {
    unfit++;
  }

  void labelled(Verdict verdict) {
    labelled++;
    correct += verdict.isCorrect() ? 1 : 0;
    squaredErrors += verdict.squaredError();
    losses += verdict.loss();
  }

  /** Predictions made. */
  public long predictions() {
    return predictions;
  }

  /** Predictions whose outcome is known. */
  public long labelled() {
    return labelled;
  }

  /** Predictions whose outcome is no longer waited for. */
  public long unlabelled() {
    return unlabelled;
  }

  /** Outcomes that say a class of a prediction of a value, or the other way round. */
  public long unfit() {
    return unfit;
  }

  /** Predictions whose outcome is waited for. */
  public long open() {
    return Math.max(0, predictions - labelled - unlabelled - unfit);
  }

  /** The share of those labelled that were right; NaN without labels. */
  public double accuracy() {
    return (double) correct / labelled;
  }

  /** The mean of {@link Verdict#squaredError}; NaN without labels. */
  public double squaredError() {
    return squaredErrors / labelled;
  }

  /** The mean of {@link Verdict#loss}; NaN without labels. */
  public double loss() {
    return losses / labelled;
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(predictions);
    out.writeLong(labelled);
    out.writeLong(unlabelled);
    out.writeLong(unfit);
    out.writeLong(correct);
    out.writeDouble(squaredErrors);
    out.writeDouble(losses);
  }
}
