package io.barograph.formats.record;

import io.barograph.formats.decode.JsonRecord;
import io.barograph.formats.decode.MalformedRecordException;
import java.util.HashMap;
import java.util.Map;

/** A business record that is one flat JSON object; what is nested in it is kept as its text. */
public final class JsonRecordFields {
  private JsonRecordFields() {}

  /** The fields of {@code value}, which must be one JSON object. */
  public static RecordFields of(byte[] value) throws MalformedRecordException {
    Map<String, String> fields = new HashMap<>();
    JsonRecord.read(value, (name, record) -> fields.put(name, record.anyAsText(name)));
    return new RecordFields(fields);
  }
}
