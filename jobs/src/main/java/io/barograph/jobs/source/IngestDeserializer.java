package io.barograph.jobs.source;

import io.barograph.core.clock.ClockPolicy;
import io.barograph.core.clock.PartitionClock;
import io.barograph.core.deadletter.DeadLetter;
import io.barograph.core.deadletter.DeadLetterReason;
import io.barograph.core.labels.Labels;
import io.barograph.core.log.LogRecord;
import io.barograph.core.measure.BusinessRecord;
import io.barograph.formats.decode.DecodedRecords;
import io.barograph.formats.decode.DecoderSource;
import io.barograph.formats.decode.MalformedRecordException;
import io.barograph.formats.decode.RecordDecoder;
import io.barograph.jobs.ingest.Ingested;
import io.barograph.jobs.ingest.IngestedDeadLetter;
import io.barograph.jobs.ingest.IngestedLog;
import io.barograph.jobs.ingest.IngestedRecord;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.ingest.IngestedSerializer;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Decodes Kafka records, moves their partition's clock, and marks what is late.
 *
 * <p>Each Kafka record yields its samples, log records or business record, or a dead letter, or
 * both if only a part of it can be taken.
 */
public final class IngestDeserializer implements KafkaRecordDeserializationSchema<Ingested> {
  private static final String CONTENT_TYPE = "content-type";

  private final DecoderSource format;
  private final ClockPolicy policy;
  private final boolean hasClock;
  private final PartitionClocks clocks = new PartitionClocks();

  private transient RecordDecoder decoder;
  private transient Emission emission;
  private transient Counter recordsRead;
  private transient Counter deadLetters;
  private transient SampleDelay delay;

  /** A deserializer for records in {@code format}. */
  public IngestDeserializer(DecoderSource format, ClockPolicy policy) {
    this(format, policy, true);
  }

  private IngestDeserializer(DecoderSource format, ClockPolicy policy, boolean hasClock) {
    this.format = format;
    this.policy = policy;
    this.hasClock = hasClock;
  }

  /** A deserializer for records of partitions that have no clock, where so nothing is late. */
  static IngestDeserializer withoutClock(DecoderSource format, ClockPolicy policy) {
    return new IngestDeserializer(format, policy, false);
  }

  PartitionClocks clocks() {
    return clocks;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    MetricGroup metrics = context.getMetricGroup();
    decoder = format.newDecoder();
    recordsRead = metrics.counter(SourceMetric.RECORDS_READ.metricName());
    deadLetters = metrics.counter(SourceMetric.DEAD_LETTERS.metricName());
    delay =
        new SampleDelay(
            () ->
                metrics.histogram(
                    SourceMetric.SAMPLE_DELAY.metricName(),
                    new DescriptiveStatisticsHistogram(SampleDelay.WINDOW)));
    emission = new Emission(policy, metrics);
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Ingested> out) {
    deserialize(record, System.currentTimeMillis(), out);
  }

  /** Decodes a record that is read at {@code now} of wall time, in milliseconds. */
  void deserialize(ConsumerRecord<byte[], byte[]> record, long now, Collector<Ingested> out) {
    PartitionClock clock =
        hasClock ? clocks.reading(record.topic(), record.partition(), record.offset(), now) : null;
    recordsRead.inc();
    emission.begin(
        record.timestamp(), clock == null ? PartitionClock.UNKNOWN : clock.watermark(), out);
    if (record.value() == null) {
      bury(record, DeadLetterReason.MALFORMED, "the record has no value", out);
      return;
    }
    try {
      decoder.decode(record.value(), contentType(record), emission);
    } catch (MalformedRecordException malformed) {
      bury(record, malformed.reason(), malformed.getMessage(), out);
      return;
    }
    if (emission.refusedReason != null) {
      bury(record, emission.refusedReason, emission.refusedDetail(), out);
    }
    if (emission.newest != Long.MIN_VALUE) {
      if (clock != null) {
        clock.observe(emission.newest);
      }
      delay.observe(emission.newest, now);
    }
  }

  @Override
  public TypeInformation<Ingested> getProducedType() {
    return IngestedSerializer.INSTANCE.typeInformation();
  }

  private void bury(
      ConsumerRecord<byte[], byte[]> record,
      DeadLetterReason reason,
      String detail,
      Collector<Ingested> out) {
    deadLetters.inc();
    out.collect(
        new IngestedDeadLetter(
            new DeadLetter(
                reason,
                detail,
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.value() == null ? new byte[0] : record.value())));
  }

  private static String contentType(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(CONTENT_TYPE);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  /** Emits what one Kafka record yields. */
  private static final class Emission implements DecodedRecords {
    private final ClockPolicy policy;
    private final Counter samples;
    private final Counter logs;
    private final Counter business;
    private final Counter late;

    private long recordTime;
    private long watermark;
    private Collector<Ingested> out;
    private long newest;
    private int refusedParts;
    private DeadLetterReason refusedReason;
    private String firstRefusal;

    Emission(ClockPolicy policy, MetricGroup metrics) {
      this.policy = policy;
      this.samples = metrics.counter(SourceMetric.SAMPLES_DECODED.metricName());
      this.logs = metrics.counter(SourceMetric.LOGS_DECODED.metricName());
      this.business = metrics.counter(SourceMetric.BUSINESS_DECODED.metricName());
      this.late = metrics.counter(SourceMetric.SAMPLES_LATE.metricName());
    }

    void begin(long newRecordTime, long newWatermark, Collector<Ingested> newOut) {
      recordTime = newRecordTime;
      watermark = newWatermark;
      out = newOut;
      newest = Long.MIN_VALUE;
      refusedParts = 0;
      refusedReason = null;
    }

    @Override
    public void sample(Labels labels, long timestamp, double value, boolean stale) {
      if (isHonest(timestamp)) {
        samples.inc();
        out.collect(new IngestedSample(labels, timestamp, value, stale, behind(timestamp)));
      }
    }

    @Override
    public void log(LogRecord log) {
      if (isHonest(log.timestamp())) {
        logs.inc();
        out.collect(new IngestedLog(log, behind(log.timestamp())));
      }
    }

    @Override
    public void business(BusinessRecord record) {
      if (isHonest(record.time())) {
        business.inc();
        out.collect(new IngestedRecord(record, behind(record.time())));
      }
    }

    @Override
    public void refused(String field, String reason) {
      refuse(DeadLetterReason.REFUSED_PART, field + ": " + reason);
    }

    String refusedDetail() {
      return refusedParts == 1
          ? firstRefusal
          : "%s (and %d more parts)".formatted(firstRefusal, refusedParts - 1);
    }

    private boolean isHonest(long timestamp) {
      if (policy.isTooFarAhead(timestamp, recordTime)) {
        refuse(
            DeadLetterReason.TOO_FAR_AHEAD,
            "timestamp: %d lies more than %s after the record's own time %d; check the clock of its host"
                .formatted(timestamp, policy.maxAhead(), recordTime));
        return false;
      }
      newest = Math.max(newest, timestamp);
      return true;
    }

    private void refuse(DeadLetterReason reason, String detail) {
      if (refusedParts++ == 0) {
        refusedReason = reason;
        firstRefusal = detail;
      }
    }

    private long behind(long timestamp) {
      if (timestamp > watermark) {
        return Ingested.ON_TIME;
      }
      late.inc();
      return watermark;
    }
  }
}
