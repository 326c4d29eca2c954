package io.barograph.formats.decode;

import io.barograph.formats.otlp.AttributeReader.AttributeException;
import io.barograph.formats.otlp.OtlpSchema;
import io.barograph.formats.wire.ProtoReader;
import io.barograph.formats.wire.WireException;

/**
 * The way through an OTLP export request, which is the same for every signal: its resources, their
 * scopes, and the records of these. Not thread-safe.
 */
final class OtlpRequest {
  private static final int LENGTH = ProtoReader.LENGTH_DELIMITED;
  private static final int RESOURCE_RECORDS = (1 << 3) | LENGTH;
  private static final int RESOURCE = (1 << 3) | LENGTH;
  private static final int SCOPE_RECORDS = (2 << 3) | LENGTH;
  private static final int RECORD = (2 << 3) | LENGTH;

  private final String name;
  private final OtlpSchema.Message schema;
  private final ProtoReader reader;
  private final Records records;
  private final FieldRun resource = new FieldRun();

  /** Takes what is on the way. */
  interface Records {
    /** A resource begins; its records come next. */
    void beginResource(FieldRun resource) throws WireException, AttributeException;

    /** Reads the record that the reader has entered, to its end. */
    void read() throws WireException, AttributeException, MalformedRecordException;

    /** The records of the resource are read. */
    default void endResource() {}
  }

  /**
   * A way that is gone with {@code reader}.
   *
   * @param name what the request is called in messages
   * @param schema of the request, for those in JSON
   */
  OtlpRequest(String name, OtlpSchema.Message schema, ProtoReader reader, Records records) {
    this.name = name;
    this.schema = schema;
    this.reader = reader;
    this.records = records;
  }

  /** Goes through the request {@code value}, in protobuf or in JSON. */
  void read(byte[] value) throws MalformedRecordException {
    byte[] message = OtlpJson.isJson(value) ? OtlpJson.toProtobuf(value, schema) : value;
    try {
      reader.reset(message, 0, message.length);
      while (reader.next()) {
        if (reader.tag() == RESOURCE_RECORDS) {
          int outer = reader.enter();
          readResource();
          reader.leave(outer);
        } else {
          reader.skip();
        }
      }
    } catch (WireException broken) {
      throw MalformedRecordException.malformed(
          "record: must be an OTLP %s: %s".formatted(name, broken.getMessage()));
    } catch (AttributeException unreadable) {
      throw MalformedRecordException.malformed("attributes: " + unreadable.getMessage());
    }
  }

  /* The resource may stand behind its records. */
  private void readResource() throws WireException, AttributeException, MalformedRecordException {
    int start = reader.position();
    resource.begin(reader.bytes());
    for (int tagFrom = start; reader.next(); tagFrom = reader.position()) {
      if (reader.tag() == RESOURCE) {
        resource.add(reader, tagFrom);
      } else {
        reader.skip();
      }
    }
    records.beginResource(resource);
    reader.rewind(start);
    while (reader.next()) {
      if (reader.tag() == SCOPE_RECORDS) {
        int outer = reader.enter();
        readScope();
        reader.leave(outer);
      } else {
        reader.skip();
      }
    }
    records.endResource();
  }

  private void readScope() throws WireException, AttributeException, MalformedRecordException {
    while (reader.next()) {
      if (reader.tag() == RECORD) {
        int outer = reader.enter();
        records.read();
        reader.leave(outer);
      } else {
        reader.skip();
      }
    }
  }
}
