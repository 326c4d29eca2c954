package io.barograph.formats.record;

import io.barograph.core.prediction.Outcome;
import io.barograph.formats.decode.MalformedRecordException;

/**
 * Reads what came true; {@code docs/schemas/outcome.schema.json} lists the fields.
 *
 * <p>The class stands in {@code outcome} or {@code result}, a value in {@code value}.
 */
public final class OutcomeReader implements RecordReader<Outcome> {
  private static final long serialVersionUID = 1;

  @Override
  public Outcome read(RecordFields fields) throws MalformedRecordException {
    String id = ModelRecordReader.id(fields);
    long time = ModelRecordReader.time(fields, "outcome");
    if (fields.has("outcome")) {
      return Outcome.ofClass(id, time, fields.text("outcome"));
    } else if (fields.has("result")) {
      return Outcome.ofClass(id, time, fields.text("result"));
    } else if (fields.has("value")) {
      return Outcome.ofValue(id, time, fields.number("value"));
    }
    throw MalformedRecordException.malformed("outcome: must be given, or result, or value");
  }
}
