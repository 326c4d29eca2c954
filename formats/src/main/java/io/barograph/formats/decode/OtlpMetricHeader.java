package io.barograph.formats.decode;

import io.barograph.formats.otlp.PrometheusNames;
import io.barograph.formats.otlp.PrometheusNames.Kind;
import io.barograph.formats.text.Utf8;
import io.barograph.formats.wire.ProtoReader;
import io.barograph.formats.wire.WireException;

/**
 * What stands around the points of an OTLP metric: name, unit, the kind of its data, and the data's
 * temporality, which encoders write behind the points. Not thread-safe.
 */
final class OtlpMetricHeader {
  private static final int LENGTH = ProtoReader.LENGTH_DELIMITED;
  static final int GAUGE = (5 << 3) | LENGTH;
  static final int SUM = (7 << 3) | LENGTH;
  static final int HISTOGRAM = (9 << 3) | LENGTH;
  static final int EXPONENTIAL_HISTOGRAM = (10 << 3) | LENGTH;
  static final int SUMMARY = (11 << 3) | LENGTH;

  private static final int NAME = (1 << 3) | LENGTH;
  private static final int UNIT = (3 << 3) | LENGTH;
  private static final int TEMPORALITY = (2 << 3) | ProtoReader.VARINT;
  private static final int MONOTONIC = (3 << 3) | ProtoReader.VARINT;
  private static final int CUMULATIVE = 2;

  private byte[] message;
  private int nameFrom;
  private int nameTo;
  private int unitFrom;
  private int unitTo;
  private int data;
  private int dataFrom;
  private boolean cumulative;
  private boolean monotonic;
  private byte[] key = new byte[256];
  private int keyLength;

  /** Reads the metric that the reader has entered, to its end. */
  void read(ProtoReader reader) throws WireException {
    message = reader.bytes();
    nameFrom = 0;
    nameTo = 0;
    unitFrom = 0;
    unitTo = 0;
    data = 0;
    for (int tagFrom = reader.position(); reader.next(); tagFrom = reader.position()) {
      switch (reader.tag()) {
        case NAME -> {
          nameFrom = reader.passBytes();
          nameTo = reader.position();
        }
        case UNIT -> {
          unitFrom = reader.passBytes();
          unitTo = reader.position();
        }
        case GAUGE, SUM, HISTOGRAM, EXPONENTIAL_HISTOGRAM, SUMMARY -> {
          data = reader.tag();
          dataFrom = tagFrom;
          reader.skip();
        }
        default -> reader.skip();
      }
    }
    cumulative = true;
    monotonic = false;
    if (data == SUM || data == HISTOGRAM) {
      readTemporality(reader);
    }
    fillKey();
  }

  /** True if the metric has points, of a kind that is known. */
  boolean hasData() {
    return data != 0;
  }

  /** The tag of the field that holds the points. */
  int data() {
    return data;
  }

  /** True for gauges and summaries too, which have no temporality. */
  boolean isCumulative() {
    return cumulative;
  }

  /** Goes into the message that holds the points; the result is for {@link ProtoReader#leave}. */
  int enterData(ProtoReader reader) throws WireException {
    reader.rewind(dataFrom);
    reader.next();
    return reader.enter();
  }

  /** Bytes that differ between metrics whose name in Prometheus may differ. */
  byte[] key() {
    return key;
  }

  int keyLength() {
    return keyLength;
  }

  /** The name in Prometheus, or the empty text if nothing is left of it. */
  String prometheusName() throws MalformedRecordException {
    return PrometheusNames.metric(
        text("metrics.name", nameFrom, nameTo), text("metrics.unit", unitFrom, unitTo), kind());
  }

  private void readTemporality(ProtoReader reader) throws WireException {
    cumulative = false;
    int end = reader.position();
    int outer = enterData(reader);
    while (reader.next()) {
      switch (reader.tag()) {
        case TEMPORALITY -> cumulative = reader.varint() == CUMULATIVE;
        case MONOTONIC -> monotonic = reader.varint() != 0;
        default -> reader.skip();
      }
    }
    reader.leave(outer);
    reader.rewind(end);
  }

  private Kind kind() {
    if (data == GAUGE) {
      return Kind.GAUGE;
    }
    return data == SUM && monotonic ? Kind.COUNTER : Kind.OTHER;
  }

  private void fillKey() {
    int nameLength = nameTo - nameFrom;
    int unitLength = unitTo - unitFrom;
    keyLength = nameLength + unitLength + 2;
    if (key.length < keyLength) {
      key = new byte[2 * keyLength];
    }
    System.arraycopy(message, nameFrom, key, 0, nameLength);
    key[nameLength] = (byte) 0xFF;
    System.arraycopy(message, unitFrom, key, nameLength + 1, unitLength);
    key[keyLength - 1] = (byte) kind().ordinal();
  }

  private String text(String field, int from, int to) throws MalformedRecordException {
    String text = Utf8.decode(message, from, to);
    if (text == null) {
      throw MalformedRecordException.malformed(field + ": must be valid UTF-8");
    }
    return text;
  }
}
