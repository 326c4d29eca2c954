package io.barograph.ml.model;

import io.barograph.core.measure.Measure;
import io.barograph.core.measure.PolicyBook;
import io.barograph.core.measure.SampleOutput;
import io.barograph.core.prediction.LabelFigures;
import io.barograph.core.prediction.LabelWindow;
import io.barograph.core.prediction.ModelEvent;
import io.barograph.core.prediction.ModelKey;
import io.barograph.core.prediction.ModelPolicy;
import io.barograph.core.prediction.PredictionWindow;
import io.barograph.core.prediction.Verdict;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How right one model, version and segment is.
 *
 * <p>The window by count holds the last labels in the order in which they <em>arrived</em>, and so
 * does the test for a drop. The windows by time hold the predictions that were <em>made</em> in
 * them, with those labels that are known by now. docs/measures.md lists the samples.
 *
 * <p>With the defaults it takes 2.4 KiB for labels, 1.8 KiB for each window by time and 8 KiB for
 * scores. Not thread-safe.
 */
public final class ModelMeasure implements Measure<ModelEvent> {
  private static final int FORMAT = 1;

  private final ModelKey key;
  private final ModelPolicy policy;
  private final ModelTotals totals;
  private final LabelWindow labels;
  private final List<PredictionWindow> windows;
  private final AccuracyDrop drop;
  private final ScoreDrift scores;
  private long newest = Long.MIN_VALUE;
  private boolean isOfClasses = true;

  ModelMeasure(ModelKey key, ModelPolicy policy) {
    this(
        key,
        policy,
        new ModelTotals(),
        new LabelWindow(policy.labels()),
        new AccuracyDrop(policy.dropRisk(), policy.labels()),
        new ScoreDrift(policy.scores()),
        policy.windows().stream().map(length -> new PredictionWindow(length.toMillis())).toList());
  }

  private ModelMeasure(
      ModelKey key,
      ModelPolicy policy,
      ModelTotals totals,
      LabelWindow labels,
      AccuracyDrop drop,
      ScoreDrift scores,
      List<PredictionWindow> windows) {
    this.key = key;
    this.policy = policy;
    this.totals = totals;
    this.labels = labels;
    this.drop = drop;
    this.scores = scores;
    this.windows = List.copyOf(windows);
  }

  static ModelMeasure read(PolicyBook<ModelPolicy> policies, DataInput in) throws IOException {
    int format = in.readUnsignedByte();
    if (format != FORMAT) {
      throw new IOException("model is of format %d, known is %d".formatted(format, FORMAT));
    }
    ModelKey key = new ModelKey(in.readUTF(), in.readUTF(), in.readUTF());
    ModelPolicy policy = policies.of(key.labels());
    long newest = in.readLong();
    boolean isOfClasses = in.readBoolean();
    ModelTotals totals = ModelTotals.read(in);
    LabelWindow labels = LabelWindow.read(in);
    AccuracyDrop drop = AccuracyDrop.read(policy.dropRisk(), policy.labels(), in);
    ScoreDrift scores = ScoreDrift.read(policy.scores(), in);
    List<PredictionWindow> windows = new ArrayList<>();
    for (Duration length : policy.windows()) {
      windows.add(PredictionWindow.read(length.toMillis(), in));
    }
    ModelMeasure measure = new ModelMeasure(key, policy, totals, labels, drop, scores, windows);
    measure.newest = newest;
    measure.isOfClasses = isOfClasses;
    return measure;
  }

  @Override
  public void add(ModelEvent event) {
    newest = Math.max(newest, event.time());
    if (event instanceof ModelEvent.Made made) {
      totals.made();
      isOfClasses = made.prediction().isOfClasses();
      scores.add(made.prediction().score());
      windows.forEach(window -> window.made(made.time()));
    } else if (event instanceof ModelEvent.Labelled labelled) {
      Optional<Verdict> verdict = Verdict.of(labelled.prediction(), labelled.outcome());
      verdict.ifPresentOrElse(known -> add(labelled, known), totals::refused);
    } else {
      totals.givenUp();
    }
  }

  @Override
  public void sample(long tick, SampleOutput out) {
    ModelSamples samples = new ModelSamples(key, isSpent(tick), out);
    samples.totals(totals);
    if (isOfClasses) {
      samples.drop(drop);
    }
    scores.figures().ifPresent(samples::scores);
    if (labels.size() >= policy.minLabels()) {
      String last = "last" + policy.labels();
      samples.figures(last, labels.figures(), isOfClasses);
      samples.delays(last, labels);
      if (isOfClasses) {
        samples.calibration(last, labels.calibration());
      }
    }
    for (int i = 0; i < windows.size(); i++) {
      sample(tick, windows.get(i), policy.windows().get(i), samples);
    }
  }

  @Override
  public boolean isSpent(long tick) {
    return tick - policy.retention().toMillis() >= newest;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeByte(FORMAT);
    out.writeUTF(key.model());
    out.writeUTF(key.version());
    out.writeUTF(key.segment());
    out.writeLong(newest);
    out.writeBoolean(isOfClasses);
    totals.write(out);
    labels.write(out);
    drop.write(out);
    scores.write(out);
    for (PredictionWindow window : windows) {
      window.write(out);
    }
  }

  /** Whose it is. */
  public ModelKey key() {
    return key;
  }

  /** What was counted since the beginning. */
  public ModelTotals totals() {
    return totals;
  }

  /** The last labels, in the order of their arrival. */
  public LabelWindow labels() {
    return labels;
  }

  /** Whether the model is worse than it was. */
  public AccuracyDrop drop() {
    return drop;
  }

  private void add(ModelEvent.Labelled labelled, Verdict verdict) {
    totals.labelled(verdict);
    labels.add(verdict, labelled.delayMillis());
    windows.forEach(window -> window.labelled(labelled.prediction().time(), verdict));
    if (labelled.prediction().isOfClasses()) {
      drop.add(verdict.isCorrect(), () -> labels.figures().accuracy());
    }
  }

  private void sample(long tick, PredictionWindow window, Duration length, ModelSamples samples) {
    String name = WindowNames.of(length);
    LabelFigures figures = window.figures(tick);
    if (figures.labelled() >= policy.minLabels()) {
      samples.figures(name, figures, isOfClasses);
    }
    long made = window.madeUpTo(tick);
    if (made >= policy.minLabels()) {
      samples.unlabelled(name, (double) Math.max(0, made - figures.labelled()) / made);
    }
  }
}
