package io.barograph.formats.record;

import io.barograph.core.prediction.ClassProbability;
import io.barograph.core.prediction.ModelKey;
import io.barograph.core.prediction.Prediction;
import io.barograph.formats.decode.JsonRecord;
import io.barograph.formats.decode.MalformedRecordException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads predictions; {@code docs/schemas/prediction.schema.json} lists the fields.
 *
 * <p>What is predicted stands in one of: {@code probabilities}, an object of classes; {@code
 * p_home}, {@code p_draw} and {@code p_away}, of the classes H, D and A; {@code score}, how likely
 * the class 1 is against 0; or {@code value}.
 */
public final class PredictionReader implements RecordReader<Prediction> {
  /** The model of predictions that name none. */
  public static final String DEFAULT_MODEL = "default";

  private static final long serialVersionUID = 1;
  private static final int MAX_CLASSES = 1_000;

  @Override
  public Prediction read(RecordFields fields) throws MalformedRecordException {
    String id = ModelRecordReader.id(fields);
    long time = ModelRecordReader.time(fields, "prediction");
    ModelKey key =
        new ModelKey(
            fields.text("model", DEFAULT_MODEL),
            fields.text("version", ""),
            fields.has("segment") ? fields.text("segment") : fields.text("league", ""));
    if (fields.has("probabilities")) {
      return of(id, time, key, "probabilities", probabilities(fields.text("probabilities")));
    } else if (fields.has("p_home")) {
      List<ClassProbability> classes = new ArrayList<>();
      classes.add(probability("p_home", "H", fields.number("p_home")));
      classes.add(probability("p_draw", "D", fields.number("p_draw")));
      classes.add(probability("p_away", "A", fields.number("p_away")));
      return of(id, time, key, "p_home", classes);
    } else if (fields.has("score")) {
      double score = fields.number("score");
      List<ClassProbability> classes = new ArrayList<>();
      classes.add(probability("score", "1", score));
      classes.add(new ClassProbability("0", 1 - score));
      return of(id, time, key, "score", classes);
    } else if (fields.has("value")) {
      return Prediction.ofValue(id, time, key, fields.number("value"));
    }
    throw MalformedRecordException.malformed(
        "probabilities: must be given, or p_home, p_draw and p_away, or score, or value");
  }

  private static Prediction of(
      String id, long time, ModelKey key, String field, List<ClassProbability> classes)
      throws MalformedRecordException {
    try {
      return Prediction.ofClasses(id, time, key, classes);
    } catch (IllegalArgumentException unfit) {
      throw MalformedRecordException.malformed(field + ": " + unfit.getMessage());
    }
  }

  private static List<ClassProbability> probabilities(String json) throws MalformedRecordException {
    List<ClassProbability> classes = new ArrayList<>();
    JsonRecord.read(
        json.getBytes(StandardCharsets.UTF_8),
        (name, record) -> {
          if (classes.size() == MAX_CLASSES) {
            throw MalformedRecordException.malformed(
                "probabilities: must be of at most %d classes".formatted(MAX_CLASSES));
          }
          classes.add(probability("probabilities", name, record.number("probabilities." + name)));
        });
    if (classes.isEmpty()) {
      throw MalformedRecordException.malformed("probabilities: must name a class, was {}");
    }
    return classes;
  }

  private static ClassProbability probability(String field, String name, double probability)
      throws MalformedRecordException {
    try {
      return new ClassProbability(name, probability);
    } catch (IllegalArgumentException unfit) {
      throw MalformedRecordException.malformed(field + ": " + unfit.getMessage());
    }
  }
}
