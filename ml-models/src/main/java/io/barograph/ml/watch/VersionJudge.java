package io.barograph.ml.watch;

import io.barograph.core.labels.Labels;
import io.barograph.core.measure.SampleOutput;
import io.barograph.core.prediction.ClassProbability;
import io.barograph.core.prediction.LabelWindow;
import io.barograph.core.prediction.ModelKey;
import io.barograph.core.prediction.Outcome;
import io.barograph.core.prediction.Prediction;
import io.barograph.core.prediction.Verdict;
import io.barograph.ml.failure.LeadBand;
import io.barograph.ml.failure.LeadScore;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * How right one version is: its last warnings by precision, recall and lead, its last {@value
 * #PROBABILITIES} probabilities by Brier's score and how they are calibrated. Not thread-safe.
 */
final class VersionJudge {
  /** So many warnings and failures must be judged before anything is said of them. */
  static final int FEWEST = 10;

  /** So many probabilities must have come out before anything is said of them. */
  private static final int FEWEST_PROBABILITIES = 100;

  private static final int PROBABILITIES = 1_000;

  /** A version that was not in use for so long is told no more. */
  private static final long RETENTION = Duration.ofDays(30).toMillis();

  private static final String FAILS = "fails";
  private static final String GOES_ON = "goes_on";

  private final ScorerId id;
  private final String prediction;
  private JudgedWarnings warnings = new JudgedWarnings();
  private LabelWindow probabilities = new LabelWindow(PROBABILITIES);
  private long newest = Long.MIN_VALUE;

  VersionJudge(String prediction, ScorerId id) {
    this.prediction = prediction;
    this.id = id;
  }

  /** Something was said at a time. */
  void said(long time) {
    newest = Math.max(newest, time);
  }

  /**
   * What came of a probability.
   *
   * @param time when it was said
   * @param known when it came out
   */
  void cameOut(long time, double probability, long known, boolean isFailure) {
    Prediction said =
        Prediction.ofClasses(
            "",
            time,
            new ModelKey(prediction, id.version(), ""),
            List.of(
                new ClassProbability(FAILS, probability),
                new ClassProbability(GOES_ON, 1 - probability)));
    Verdict.of(said, Outcome.ofClass("", known, isFailure ? FAILS : GOES_ON))
        .ifPresent(verdict -> probabilities.add(verdict, known - time));
  }

  void warned(long warned, long failed) {
    warnings.warned(warned, failed);
  }

  void missed(long failed) {
    warnings.missed(failed);
  }

  void unfounded(long warned) {
    warnings.unfounded(warned);
  }

  void sample(long tick, LeadBand band, SampleOutput out) {
    put("judged", warnings.size(), out);
    if (probabilities.size() >= FEWEST_PROBABILITIES) {
      // Of two classes each is as far off as the other.
      put("brier_score", probabilities.figures().squaredError() / 2, out);
      put("calibration_error_ratio", probabilities.calibration().expectedError(), out);
    }
    if (warnings.size() < FEWEST) {
      return;
    }
    LeadScore score = warnings.score(band);
    put("precision_ratio", score.precision(), out);
    put("recall_ratio", score.recall(), out);
    put("f1_ratio", score.f1(), out);
    if (score.f1() > 0) {
      put("lead_seconds", score.medianLeadHours() * Duration.ofHours(1).toSeconds(), out);
    }
  }

  private void put(String name, double value, SampleOutput out) {
    out.put(
        Labels.of(
            Labels.METRIC_NAME,
            FleetSamples.PREFIX + name,
            FleetSamples.PREDICTION,
            prediction,
            FleetSamples.VERSION,
            id.version(),
            "role",
            id.isShadow() ? ScorerId.SHADOW : ScorerId.LIVE),
        value);
  }

  /** True if nothing has come for so long that it is told no more. */
  boolean isSpent(long tick) {
    return tick - newest > RETENTION;
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(newest);
    warnings.write(out);
    probabilities.write(out);
  }

  static VersionJudge read(String prediction, ScorerId id, DataInput in) throws IOException {
    VersionJudge read = new VersionJudge(prediction, id);
    read.newest = in.readLong();
    read.warnings = JudgedWarnings.read(in);
    read.probabilities = LabelWindow.read(in);
    return read;
  }
}
