package io.barograph.formats.record;

import io.barograph.core.measure.BusinessRecord;
import io.barograph.formats.decode.DecodedRecords;
import io.barograph.formats.decode.MalformedRecordException;
import io.barograph.formats.decode.RecordDecoder;

/** Decodes one business record as a JSON object. */
final class BusinessDecoder implements RecordDecoder {
  private final RecordReader<? extends BusinessRecord> reader;

  BusinessDecoder(RecordReader<? extends BusinessRecord> reader) {
    this.reader = reader;
  }

  @Override
  public void decode(byte[] value, String contentType, DecodedRecords out)
      throws MalformedRecordException {
    if (value.length > reader.maxBytes()) {
      throw MalformedRecordException.tooLarge("record", value.length, reader.maxBytes());
    }
    out.business(reader.read(JsonRecordFields.of(value)));
  }
}
