package io.barograph.formats.encode;

import io.barograph.core.labels.Labels;
import io.barograph.core.sample.Sample;
import io.barograph.core.sample.StaleMarker;
import io.barograph.formats.wire.ProtoWriter;
import io.barograph.formats.wire.SnappyBlock;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Encodes samples as a Prometheus remote write 1.0 request. */
public final class RemoteWriteEncoder {
  private RemoteWriteEncoder() {}

  /** The request, packed; runs of samples of one label set share a time series. */
  public static byte[] encode(List<Sample> samples) {
    return SnappyBlock.pack(encodeUnpacked(samples));
  }

  /** The {@code prometheus.WriteRequest} before it is packed. */
  public static byte[] encodeUnpacked(List<Sample> samples) {
    ProtoWriter request = new ProtoWriter();
    int i = 0;
    while (i < samples.size()) {
      Labels labels = samples.get(i).labels();
      int series = request.begin(1);
      writeLabels(request, labels);
      for (; i < samples.size() && samples.get(i).labels().equals(labels); i++) {
        Sample sample = samples.get(i);
        int begin = request.begin(2);
        request.fixed64(
            1, sample.stale() ? StaleMarker.BITS : Double.doubleToRawLongBits(sample.value()));
        request.varint(2, sample.timestamp());
        request.end(begin);
      }
      request.end(series);
    }
    return request.toByteArray();
  }

  /* Remote write sorts by UTF-8 bytes, a label set by UTF-16 units. */
  private static void writeLabels(ProtoWriter request, Labels labels) {
    SortedMap<byte[], String> pairs = new TreeMap<>(Arrays::compareUnsigned);
    for (int i = 0; i < labels.size(); i++) {
      pairs.put(labels.name(i).getBytes(StandardCharsets.UTF_8), labels.value(i));
    }
    pairs.forEach(
        (name, value) -> {
          int label = request.begin(1);
          request.bytes(1, name).text(2, value).end(label);
        });
  }
}
