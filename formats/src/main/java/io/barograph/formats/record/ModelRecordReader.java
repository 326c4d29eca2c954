package io.barograph.formats.record;

import io.barograph.core.prediction.ModelRecord;
import io.barograph.formats.decode.MalformedRecordException;

/** Reads predictions and outcomes that stand together, told apart by the field {@code type}. */
public final class ModelRecordReader implements RecordReader<ModelRecord> {
  private static final long serialVersionUID = 1;

  private final PredictionReader predictions = new PredictionReader();
  private final OutcomeReader outcomes = new OutcomeReader();

  @Override
  public ModelRecord read(RecordFields fields) throws MalformedRecordException {
    String type = fields.text("type");
    return switch (type) {
      case "prediction" -> predictions.read(fields);
      case "outcome" -> outcomes.read(fields);
      default -> throw MalformedRecordException.of("type", type, "must be prediction or outcome");
    };
  }

  /** What joins a prediction and its outcome: {@code id}, or {@code match_id}. */
  static String id(RecordFields fields) throws MalformedRecordException {
    return fields.has("id") || !fields.has("match_id")
        ? fields.text("id")
        : fields.text("match_id");
  }

  /** When it was: {@code <name>_time}, {@code <name>_epoch}, or {@code t} in seconds. */
  static long time(RecordFields fields, String name) throws MalformedRecordException {
    return fields.hasTime(name) || !fields.has("t") ? fields.time(name) : fields.seconds("t");
  }
}
