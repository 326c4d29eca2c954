package io.barograph.formats.decode;

/**
 * Turns the value of one Kafka record into samples and log records.
 *
 * <p>All or nothing: a malformed record yields its exception and not one callback. Equal bytes
 * always yield equal records; a decoder keeps nothing between records but bounded caches. Not
 * thread-safe: one instance per thread.
 */
public interface RecordDecoder {
  /**
   * Decodes {@code value} and hands each of its records to {@code out}, in the order in which they
   * stand in it.
   *
   * @param value the record's value; not kept
   * @param contentType the record's {@code content-type} header, or null if it has none
   * @throws MalformedRecordException if the bytes are not what the format says
   */
  void decode(byte[] value, String contentType, DecodedRecords out) throws MalformedRecordException;

  /** Decodes a record that came without a {@code content-type} header. */
  default void decode(byte[] value, DecodedRecords out) throws MalformedRecordException {
    decode(value, null, out);
  }
}
