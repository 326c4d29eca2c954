package io.barograph.formats.decode;

import io.barograph.core.labels.Labels;
import io.barograph.core.log.LogRecord;
import io.barograph.core.sample.Sample;
import io.barograph.formats.encode.OtlpMetricsEncoder;
import io.barograph.formats.encode.RemoteWriteEncoder;
import io.barograph.formats.encode.SampleJson;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Samples decoded per second by one thread, of series that repeat. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class DecodersBenchmark {
  private static final int SAMPLES = 10_000;
  private static final int POINTS_PER_RECORD = 50;
  private static final long TIME = 1_767_323_045_678L;

  @Param({"1000", "100000"})
  int series;

  /** Records come again in the order in which they came before, as scrapes do, or in none. */
  @Param({"scraped", "shuffled"})
  String order;

  private final JsonSampleDecoder json = new JsonSampleDecoder(Format.DEFAULT_MAX_SERIES);
  private final AutoDecoder auto = new AutoDecoder(Format.DEFAULT_MAX_SERIES);
  private final OtlpMetricsDecoder otlp = new OtlpMetricsDecoder(Format.DEFAULT_MAX_SERIES);
  private final RemoteWriteDecoder remoteWrite = new RemoteWriteDecoder(Format.DEFAULT_MAX_SERIES);
  private final Sum sum = new Sum();

  private final List<byte[]> jsonRecords = new ArrayList<>();
  private final List<byte[]> otlpRecords = new ArrayList<>();
  private final List<byte[]> otlpManyMetricsRecords = new ArrayList<>();
  private final List<byte[]> remoteWriteRecords = new ArrayList<>();
  private boolean shuffled;
  private int next;

  @Setup
  public void encode() {
    shuffled = order.equals("shuffled");
    List<Sample> batch = new ArrayList<>();
    for (int i = 0; i < Math.max(series, SAMPLES); i++) {
      Sample sample = Sample.of(labels(i % series), TIME + i, i * 0.25);
      jsonRecords.add(SampleJson.encode(sample));
      batch.add(sample);
      if (batch.size() == POINTS_PER_RECORD) {
        byte[] request = OtlpMetricsEncoder.encode(batch);
        otlpRecords.add(canonical(request));
        otlpManyMetricsRecords.add(canonical(OtlpMetricsEncoder.encode(eachItsOwnMetric(batch))));
        remoteWriteRecords.add(RemoteWriteEncoder.encode(batch));
        batch.clear();
      }
    }
  }

  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public double jsonSamples() throws MalformedRecordException {
    return decode(json, jsonRecords, SAMPLES);
  }

  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public double jsonSamplesByAuto() throws MalformedRecordException {
    return decode(auto, jsonRecords, SAMPLES);
  }

  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public double otlpPoints() throws MalformedRecordException {
    return decode(otlp, otlpRecords, SAMPLES / POINTS_PER_RECORD);
  }

  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public double otlpPointsOfManyMetrics() throws MalformedRecordException {
    return decode(otlp, otlpManyMetricsRecords, SAMPLES / POINTS_PER_RECORD);
  }

  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public double remoteWriteSamples() throws MalformedRecordException {
    return decode(remoteWrite, remoteWriteRecords, SAMPLES / POINTS_PER_RECORD);
  }

  private double decode(RecordDecoder decoder, List<byte[]> records, int count)
      throws MalformedRecordException {
    for (int i = 0; i < count; i++) {
      decoder.decode(records.get(next % records.size()), sum);
      next = shuffled ? (next * 1_103_515_245 + 12_345) & Integer.MAX_VALUE : next + 1;
    }
    return sum.total;
  }

  private static List<Sample> eachItsOwnMetric(List<Sample> batch) {
    List<Sample> samples = new ArrayList<>();
    for (Sample sample : batch) {
      Labels labels = sample.labels().with("__name__", "metric_" + samples.size());
      samples.add(Sample.of(labels, sample.timestamp(), sample.value()));
    }
    return samples;
  }

  /** As a protobuf library writes it, with lengths as short as they can be. */
  private static byte[] canonical(byte[] request) {
    try {
      return ExportMetricsServiceRequest.parseFrom(request).toByteArray();
    } catch (com.google.protobuf.InvalidProtocolBufferException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Labels labels(int i) {
    return Labels.of(
        "__name__",
        "http_requests_total",
        "job",
        "order-gateway",
        "instance",
        "10.0." + i / 5_000 + ".17:8080",
        "path",
        "/api/v1/orders/" + i % 100,
        "method",
        i % 2 == 0 ? "GET" : "POST",
        "code",
        Integer.toString(200 + i % 50),
        "pod",
        "order-gateway-" + i);
  }

  /** Uses every sample, cheaply. */
  private static final class Sum implements DecodedRecords {
    private double total;

    @Override
    public void sample(Labels labels, long timestamp, double value, boolean stale) {
      total += value + timestamp + labels.size();
    }

    @Override
    public void log(LogRecord log) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void refused(String field, String reason) {
      throw new UnsupportedOperationException(reason);
    }
  }

  public static void main(String[] args) throws RunnerException {
    new Runner(new OptionsBuilder().include(DecodersBenchmark.class.getSimpleName() + ".*").build())
        .run();
  }
}
