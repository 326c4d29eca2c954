package io.barograph.ml.failure;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.List;

/**
 * A version of a model as text, UTF-8: lines of {@code field=value}, of which the last is the
 * SHA-256 of all before. Numbers are written so that they are read again as they were.
 */
public final class TrainedModelText {
  /** The most characters. */
  public static final int MOST = 1 << 20;

  private static final String FORMAT = "barograph failure model 1";
  private static final String HASH = "sha256";
  private static final int MOST_UNITS = 100_000_000;

  private TrainedModelText() {}

  /** The text of a model. */
  public static String write(TrainedModel trained) {
    TrainingNote note = trained.note();
    PredictionFigures figures = note.figures();
    FailureModel model = trained.model();
    LifeParameters life = model.life().learned();
    String text =
        new ModelFields()
            .add("format", FORMAT)
            .add("name", trained.name())
            .add("version", Integer.toString(trained.version()))
            .add("author", note.author())
            .add("comment", note.comment())
            .add("trained", Instant.ofEpochMilli(note.timeMillis()).toString())
            .add("data", note.data())
            .add("data.sha256", note.dataSha256())
            .add("data.units", Integer.toString(note.units()))
            .add("data.failures", Integer.toString(figures.failures()))
            .add("folded.f1", figures.f1())
            .add("folded.precision", figures.precision())
            .add("folded.recall", figures.recall())
            .add("folded.lead-hours", figures.leadHours())
            .add("folded.brier", figures.brier())
            .add("step-millis", Long.toString(trained.stepMillis()))
            .add("lead-hours", trained.band().leastHours())
            .add("horizon-hours", trained.band().mostHours())
            .add("sensors", String.join(" ", trained.sensors()))
            .add("bound-hours", model.boundHours())
            .add("probability.intercept", model.calibration().intercept())
            .add("probability.slope", model.calibration().slope())
            .add("feature.means", life.means())
            .add("feature.deviations", life.deviations())
            .add("feature.weights", life.weights())
            .text();
    return text + HASH + '=' + hash(text) + '\n';
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException naming the field, its value and what it must be
   */
  public static TrainedModel parse(String text) {
    if (text.length() > MOST) {
      throw new IllegalArgumentException(
          "has %d characters, at most %d are read".formatted(text.length(), MOST));
    }
    if (!text.startsWith("format=" + FORMAT + '\n')) {
      throw ModelFields.wrong("format", "must be \"%s\" and stand first".formatted(FORMAT));
    }
    int last = text.lastIndexOf('\n' + HASH + '=') + 1;
    String hashed = text.substring(0, last);
    if (last == 0 || !text.substring(last).equals(HASH + '=' + hash(hashed) + '\n')) {
      throw ModelFields.wrong(
          HASH, "is not that of the lines before: the file was changed or cut off, train it again");
    }
    ModelFields fields = ModelFields.parse(hashed.lines().toList());
    fields.text("format");
    TrainedModel model = read(fields);
    fields.end();
    return model;
  }

  private static TrainedModel read(ModelFields fields) {
    List<String> sensors = fields.words("sensors");
    if (sensors.size() > TrainedModel.MOST_SENSORS) {
      throw ModelFields.wrong(
          "sensors",
          "must be 1 to %d, were %d".formatted(TrainedModel.MOST_SENSORS, sensors.size()));
    }
    return new TrainedModel(
        fields.text("name"),
        (int) fields.integer("version", 1, Integer.MAX_VALUE),
        sensors,
        fields.integer("step-millis", 1, Long.MAX_VALUE),
        new LeadBand(fields.number("lead-hours"), fields.number("horizon-hours")),
        model(fields, sensors.size()),
        note(fields));
  }

  private static FailureModel model(ModelFields fields, int width) {
    double[] deviations = fields.numbers("feature.deviations", 3 * width);
    for (double deviation : deviations) {
      if (deviation < 0) {
        throw ModelFields.wrong("feature.deviations", "must be 0 or more, one was " + deviation);
      }
    }
    return new FailureModel(
        width,
        new RemainingLife(
            new LifeParameters(
                fields.numbers("feature.means", 3 * width),
                deviations,
                fields.numbers("feature.weights", 3 * width + 1))),
        fields.number("bound-hours"),
        new Calibration(
            fields.number("probability.intercept"), fields.number("probability.slope")));
  }

  private static TrainingNote note(ModelFields fields) {
    return new TrainingNote(
        fields.text("author"),
        fields.text("comment"),
        time(fields),
        fields.text("data"),
        fields.text("data.sha256"),
        (int) fields.integer("data.units", 0, MOST_UNITS),
        new PredictionFigures(
            (int) fields.integer("data.failures", 0, MOST_UNITS),
            fields.number("folded.f1"),
            fields.number("folded.precision"),
            fields.number("folded.recall"),
            fields.numberOrNone("folded.lead-hours"),
            fields.number("folded.brier")));
  }

  private static long time(ModelFields fields) {
    String text = fields.text("trained");
    try {
      return Instant.parse(text).toEpochMilli();
    } catch (DateTimeParseException | ArithmeticException noTime) {
      throw ModelFields.wrong(
          "trained", "must be a time as 2026-01-02T03:04:05Z, was \"%s\"".formatted(text));
    }
  }

  private static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
