package io.barograph.formats.decode;

import io.barograph.core.labels.Labels;
import io.barograph.core.sample.StaleMarker;
import io.barograph.formats.text.Utf8;
import io.barograph.formats.wire.ProtoReader;
import io.barograph.formats.wire.SnappyBlock;
import io.barograph.formats.wire.WireException;
import java.util.HashSet;
import java.util.Set;

/**
 * Decodes a Prometheus remote write 1.0 request: a {@code prometheus.WriteRequest} in a snappy
 * block.
 *
 * <p>No label stands twice, names are not empty and {@code __name__} is among them; else the
 * request is malformed. The standard also wants them sorted, which is not insisted on: order means
 * nothing here, and Telegraf's serializer writes the name last. A value with the bits of
 * Prometheus's stale marker is one. Native histograms and times outside of {@link EventTime} are
 * refused, part by part; exemplars and metadata are passed by. A request may unpack to {@value
 * #MAX_UNPACKED_BYTES} bytes. Remote write 2.0 is malformed and told so.
 */
public final class RemoteWriteDecoder implements RecordDecoder {
  /** The most bytes that a request may unpack to. */
  static final int MAX_UNPACKED_BYTES = 64 << 20;

  private static final int SERIES = (1 << 3) | ProtoReader.LENGTH_DELIMITED;
  private static final int VERSION_2_SYMBOL = (4 << 3) | ProtoReader.LENGTH_DELIMITED;
  private static final int VERSION_2_SERIES = (5 << 3) | ProtoReader.LENGTH_DELIMITED;
  private static final int LABEL = (1 << 3) | ProtoReader.LENGTH_DELIMITED;
  private static final int SAMPLE = (2 << 3) | ProtoReader.LENGTH_DELIMITED;
  private static final int HISTOGRAM = (4 << 3) | ProtoReader.LENGTH_DELIMITED;
  private static final int LABEL_NAME = (1 << 3) | ProtoReader.LENGTH_DELIMITED;
  private static final int LABEL_VALUE = (2 << 3) | ProtoReader.LENGTH_DELIMITED;
  private static final int SAMPLE_VALUE = (1 << 3) | ProtoReader.FIXED64;
  private static final int SAMPLE_TIMESTAMP = (2 << 3) | ProtoReader.VARINT;

  private static final int KEPT_BUFFER = 4 << 20;
  private static final String VERSION_2 = "io.prometheus.write.v2";
  private static final String EXPECTED_VERSION =
      "must be remote write 1.0; set protobuf_message: prometheus.WriteRequest in the sender's"
          + " remote_write section";

  private final LabelsCache<Labels> cache;
  private final DecodedBatch batch = new DecodedBatch();
  private final ProtoReader reader = new ProtoReader();
  private final ProtoReader labelReader = new ProtoReader();
  private final FieldRun labelFields = new FieldRun();
  private byte[] unpacked = new byte[1 << 16];

  /** A decoder that remembers so many series. */
  RemoteWriteDecoder(int maxSeries) {
    cache = LabelsCache.ofSeries(maxSeries);
  }

  @Override
  public void decode(byte[] value, String contentType, DecodedRecords out)
      throws MalformedRecordException {
    if (contentType != null && contentType.contains(VERSION_2)) {
      throw MalformedRecordException.of("content-type", contentType, EXPECTED_VERSION);
    }
    batch.clear();
    try {
      int length = SnappyBlock.unpackedLength(value);
      if (length > MAX_UNPACKED_BYTES) {
        throw MalformedRecordException.tooLarge("record", length, MAX_UNPACKED_BYTES);
      }
      if (unpacked.length < length || unpacked.length > KEPT_BUFFER) {
        unpacked = new byte[Math.max(length, 1 << 16)];
      }
      SnappyBlock.unpack(value, unpacked);
      reader.reset(unpacked, 0, length);
      decodeRequest();
    } catch (WireException broken) {
      throw MalformedRecordException.malformed(
          "record: must be a snappy block with a prometheus.WriteRequest: " + broken.getMessage());
    }
    batch.emit(out);
  }

  private void decodeRequest() throws WireException, MalformedRecordException {
    while (reader.next()) {
      switch (reader.tag()) {
        case SERIES -> {
          int outer = reader.enter();
          decodeSeries();
          reader.leave(outer);
        }
        case VERSION_2_SYMBOL, VERSION_2_SERIES ->
            throw MalformedRecordException.malformed("record: " + EXPECTED_VERSION);
        default -> reader.skip();
      }
    }
  }

  private void decodeSeries() throws WireException, MalformedRecordException {
    int start = reader.position();
    labelFields.begin(unpacked);
    for (int tagFrom = start; reader.next(); tagFrom = reader.position()) {
      if (reader.tag() == LABEL) {
        labelFields.add(reader, tagFrom);
      } else {
        reader.skip();
      }
    }
    Labels labels = labels();
    reader.rewind(start);
    while (reader.next()) {
      switch (reader.tag()) {
        case SAMPLE -> decodeSample(labels);
        case HISTOGRAM -> {
          batch.refused(
              "timeseries.histograms",
              "native histograms are not taken, was one of %s; scrape classic histograms"
                  .formatted(labels.metricName()));
          reader.skip();
        }
        default -> reader.skip();
      }
    }
  }

  private void decodeSample(Labels labels) throws WireException {
    int outer = reader.enter();
    long bits = 0;
    long timestamp = 0;
    while (reader.next()) {
      switch (reader.tag()) {
        case SAMPLE_VALUE -> bits = reader.fixed64();
        case SAMPLE_TIMESTAMP -> timestamp = reader.varint();
        default -> reader.skip();
      }
    }
    reader.leave(outer);
    batch.sample(labels, timestamp, Double.longBitsToDouble(bits), StaleMarker.isStale(bits));
  }

  private Labels labels() throws WireException, MalformedRecordException {
    byte[] bytes = labelFields.bytes();
    int from = labelFields.from();
    int to = labelFields.to();
    Labels labels = cache.find(0, bytes, from, to);
    if (labels == null) {
      labels = decodeLabels(bytes, from, to);
      cache.put(0, bytes, from, to, labels);
    }
    return labels;
  }

  private Labels decodeLabels(byte[] bytes, int from, int to)
      throws WireException, MalformedRecordException {
    Labels.Builder labels = Labels.builder();
    Set<String> names = new HashSet<>();
    labelReader.reset(bytes, from, to);
    while (labelReader.next()) {
      int outer = labelReader.enter();
      int nameFrom = from;
      int nameTo = from;
      String text = "";
      while (labelReader.next()) {
        switch (labelReader.tag()) {
          case LABEL_NAME -> {
            nameFrom = labelReader.passBytes();
            nameTo = labelReader.position();
          }
          case LABEL_VALUE -> {
            int textFrom = labelReader.passBytes();
            text = text("timeseries.labels.value", textFrom, labelReader.position());
          }
          default -> labelReader.skip();
        }
      }
      labelReader.leave(outer);
      String name = text("timeseries.labels.name", nameFrom, nameTo);
      if (name.isEmpty()) {
        throw MalformedRecordException.malformed("timeseries.labels.name: must not be empty");
      }
      if (!names.add(name)) {
        throw MalformedRecordException.of("timeseries.labels.name", name, "must stand once");
      }
      SeriesBounds.checkLabels("timeseries.labels", names.size());
      labels.add(name, text);
    }
    Labels complete = labels.build();
    if (complete.metricName().isEmpty()) {
      throw MalformedRecordException.of(
          "timeseries.labels", complete.toString(), "must have a " + Labels.METRIC_NAME);
    }
    return complete;
  }

  private String text(String field, int from, int to) throws MalformedRecordException {
    String text = Utf8.decode(labelReader.bytes(), from, to);
    if (text == null) {
      throw MalformedRecordException.malformed(field + ": must be valid UTF-8");
    }
    return text;
  }
}
