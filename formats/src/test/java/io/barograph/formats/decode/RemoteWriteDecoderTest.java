package io.barograph.formats.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.deadletter.DeadLetterReason;
import io.barograph.core.labels.Labels;
import io.barograph.core.sample.Sample;
import io.barograph.formats.encode.RemoteWriteEncoder;
import io.barograph.formats.wire.ProtoWriter;
import io.barograph.formats.wire.SnappyBlock;
import java.util.List;
import org.junit.jupiter.api.Test;

class RemoteWriteDecoderTest {
  private static final Labels UP = Labels.of("__name__", "up", "job", "api");
  private static final Labels DOWN = Labels.of("__name__", "down", "ort", "Köln", "job", "深");

  private final RemoteWriteDecoder decoder = new RemoteWriteDecoder(Format.DEFAULT_MAX_SERIES);

  @Test
  void readsBackWhatWasWritten() throws Exception {
    List<Sample> samples =
        List.of(
            Sample.of(UP, 0, 1),
            Sample.of(UP, 15_000, Double.NaN),
            Sample.stale(UP, 30_000),
            Sample.of(DOWN, 1_767_323_045_678L, Double.NEGATIVE_INFINITY));

    assertThat(decode(RemoteWriteEncoder.encode(samples)).samples).isEqualTo(samples);
  }

  @Test
  void aSeriesSeenBeforeIsTheSameInstance() throws Exception {
    byte[] request = RemoteWriteEncoder.encode(List.of(Sample.of(UP, 1, 1)));

    assertThat(decode(request).samples.get(0).labels())
        .isSameAs(decode(request).samples.get(0).labels());
  }

  @Test
  void takesFieldsInAnyOrderAndDefaultsLeftOut() throws Exception {
    ProtoWriter request = new ProtoWriter();
    int series = request.begin(1);
    request.end(request.begin(2));
    label(request, "__name__", "up");
    request.varint(3, 9);
    label(request, "job", "api");
    request.end(series);

    assertThat(decode(pack(request)).samples).containsExactly(Sample.of(UP, 0, 0));
  }

  @Test
  void refusesNativeHistogramsAndTimesOutOfRangeAlone() throws Exception {
    ProtoWriter request = new ProtoWriter();
    int series = request.begin(1);
    label(request, "__name__", "up");
    request.end(request.begin(4));
    for (long time : new long[] {-1, EventTime.MAX, EventTime.MAX + 1}) {
      int sample = request.begin(2);
      request.number(1, 7).varint(2, time).end(sample);
    }
    request.end(series);

    Recorded recorded = decode(pack(request));

    assertThat(recorded.samples)
        .containsExactly(Sample.of(Labels.of("__name__", "up"), EventTime.MAX, 7));
    assertThat(recorded.refused).hasSize(3);
    assertThat(recorded.refused.get(0))
        .isEqualTo(
            "timeseries.histograms: native histograms are not taken, was one of up; scrape classic"
                + " histograms");
  }

  @Test
  void labelsMustStandOnceAndBeNamed() {
    assertMalformed("must stand once, was \"a\"", "__name__", "up", "a", "1", "b", "2", "a", "1");
    assertMalformed("must stand once, was \"a\"", "__name__", "up", "a", "1", "a", "");
    assertMalformed("timeseries.labels.name: must not be empty", "", "1");
    assertMalformed("timeseries.labels: must have a __name__, was \"{job=\"x\"}\"", "job", "x");
    assertMalformed("timeseries.labels: must have a __name__, was \"{}\"");
  }

  @Test
  void labelsMayStandInAnyOrder() throws Exception {
    ProtoWriter request = new ProtoWriter();
    int series = request.begin(1);
    label(request, "job", "api");
    label(request, "__name__", "up");
    int sample = request.begin(2);
    request.number(1, 1).varint(2, 5).end(sample).end(series);

    assertThat(decode(pack(request)).samples).containsExactly(Sample.of(UP, 5, 1));
  }

  @Test
  void tellsRemoteWrite2ToUse1() {
    byte[] request = RemoteWriteEncoder.encode(List.of(Sample.of(UP, 1, 1)));
    assertThatThrownBy(
            () ->
                decoder.decode(
                    request,
                    "application/x-protobuf;proto=io.prometheus.write.v2.Request",
                    new Recorded()))
        .hasMessageStartingWith("content-type: must be remote write 1.0");

    ProtoWriter version2 = new ProtoWriter();
    version2.text(4, "").text(4, "__name__");
    version2.end(version2.begin(5));
    assertThatThrownBy(() -> decode(pack(version2)))
        .hasMessageStartingWith("record: must be remote write 1.0");
  }

  @Test
  void refusesToUnpackMoreThanItsBound() {
    byte[] bomb = SnappyBlock.pack(new byte[RemoteWriteDecoder.MAX_UNPACKED_BYTES + 1]);

    assertThatThrownBy(() -> decode(bomb))
        .isInstanceOfSatisfying(
            MalformedRecordException.class,
            e -> assertThat(e.reason()).isEqualTo(DeadLetterReason.TOO_LARGE))
        .hasMessage("record: must be at most 67108864 bytes, was 67108865; split the record");
  }

  private void assertMalformed(String message, String... labels) {
    ProtoWriter request = new ProtoWriter();
    int series = request.begin(1);
    for (int i = 0; i < labels.length; i += 2) {
      label(request, labels[i], labels[i + 1]);
    }
    int sample = request.begin(2);
    request.number(1, 1).end(sample).end(series);

    assertThatThrownBy(() -> decode(pack(request)))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageEndingWith(message);
  }

  private static void label(ProtoWriter request, String name, String value) {
    int label = request.begin(1);
    request.text(1, name).text(2, value).end(label);
  }

  private static byte[] pack(ProtoWriter request) {
    return SnappyBlock.pack(request.toByteArray());
  }

  private Recorded decode(byte[] request) throws MalformedRecordException {
    Recorded recorded = new Recorded();
    decoder.decode(request, recorded);
    return recorded;
  }
}
