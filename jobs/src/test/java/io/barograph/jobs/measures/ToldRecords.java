package io.barograph.jobs.measures;

import io.barograph.core.labels.Labels;
import io.barograph.core.log.LogRecord;
import io.barograph.core.market.FeedMeasureKind;
import io.barograph.core.market.Quote;
import io.barograph.core.market.QuoteMeasureKind;
import io.barograph.core.measure.BusinessRecord;
import io.barograph.core.measure.MeasureKind;
import io.barograph.core.measure.PolicyBook;
import io.barograph.core.policy.MeasurePolicies;
import io.barograph.core.prediction.JoinPolicy;
import io.barograph.core.prediction.ModelEvent;
import io.barograph.core.prediction.ModelRecord;
import io.barograph.core.prediction.WatchedModel;
import io.barograph.core.sample.Sample;
import io.barograph.core.service.Request;
import io.barograph.core.service.RequestMeasureKind;
import io.barograph.core.service.SymbolMeasureKind;
import io.barograph.core.service.SymbolPolicy;
import io.barograph.core.service.UserEvent;
import io.barograph.core.service.UserMeasureKind;
import io.barograph.core.strategy.EquityMeasureKind;
import io.barograph.core.strategy.EquityPoint;
import io.barograph.core.strategy.OrderChange;
import io.barograph.core.strategy.OrderMeasureKind;
import io.barograph.core.strategy.StrategyMeasureKind;
import io.barograph.core.strategy.StrategyPolicy;
import io.barograph.core.strategy.Trade;
import io.barograph.formats.decode.DecodedRecords;
import io.barograph.formats.decode.DecoderSource;
import io.barograph.formats.decode.Format;
import io.barograph.formats.decode.MalformedRecordException;
import io.barograph.formats.decode.RecordDecoder;
import io.barograph.formats.encode.SampleJson;
import io.barograph.jobs.ingest.Ingested;
import io.barograph.jobs.ingest.IngestedRecord;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.rules.KeyGroups;
import io.barograph.ml.model.ModelMeasureKind;
import io.barograph.promql.rules.PackSettings;
import io.barograph.promql.rules.RuleFileException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/**
 * Business records and telemetry, and the samples that come of both: those of telemetry as they
 * are, and those that the operators of a job derive from the records.
 */
final class ToldRecords implements DecodedRecords {
  private final Map<DecoderSource, RecordDecoder> decoders = new HashMap<>();
  private final List<BusinessRecord> records = new ArrayList<>();
  private MeasurePolicies policies = MeasurePolicies.DEFAULT;
  private final List<IngestedSample> telemetry = new ArrayList<>();
  private long end = Long.MIN_VALUE;

  /** Takes what a topic of that format holds. */
  void add(DecoderSource format, byte[] value) {
    try {
      decoders.computeIfAbsent(format, DecoderSource::newDecoder).decode(value, this);
    } catch (MalformedRecordException malformed) {
      throw new IllegalArgumentException(new String(value, StandardCharsets.UTF_8), malformed);
    }
  }

  void add(DecoderSource format, String json) {
    add(format, json.getBytes(StandardCharsets.UTF_8));
  }

  /** Takes a sample of telemetry, by way of its JSON. */
  void add(Sample sample) {
    add(Format.JSON_SAMPLE, SampleJson.encode(sample));
  }

  void add(BusinessRecord record) {
    records.add(record);
    end = Math.max(end, timeOf(record));
  }

  @Override
  public void business(BusinessRecord record) {
    add(record);
  }

  @Override
  public void sample(Labels labels, long timestamp, double value, boolean stale) {
    telemetry.add(new IngestedSample(labels, timestamp, value, stale, Ingested.ON_TIME));
    end = Math.max(end, timestamp);
  }

  @Override
  public void log(LogRecord log) {
    throw new IllegalArgumentException("a story has no logs, was " + log);
  }

  @Override
  public void refused(String field, String reason) {
    throw new IllegalArgumentException(field + ": " + reason);
  }

  /** How far the clock has gone, in milliseconds since the epoch. */
  long end() {
    return end;
  }

  /** How many were told. */
  int size() {
    return records.size();
  }

  /** Sets what stands below {@code measures} in the settings of a pack. */
  void settings(String yaml) {
    try {
      policies = PackSettings.parse("barograph.yml", "measures:\n" + yaml.indent(2)).measures();
    } catch (RuleFileException invalid) {
      throw new IllegalArgumentException(invalid);
    }
  }

  /** Lets the clock go on until {@code time} though nothing comes. */
  void silenceUntil(long time) {
    end = Math.max(end, time);
  }

  /** Telemetry, and what the stages of a job give at the ticks of {@code interval}. */
  List<IngestedSample> samples(Duration interval) throws Exception {
    List<IngestedSample> samples = new ArrayList<>(telemetry);
    PolicyBook<StrategyPolicy> strategies = policies.strategies();
    VenueDays days = new VenueDays(policies.quotes().rest());
    samples.addAll(
        measured(
            new StrategyMeasureKind(strategies.map(StrategyPolicy::trades)),
            of(Trade.class),
            interval));
    samples.addAll(
        measured(
            new OrderMeasureKind(strategies.map(StrategyPolicy::orders)),
            of(OrderChange.class),
            interval));
    samples.addAll(
        measured(
            new EquityMeasureKind(strategies.map(one -> one.equity().with(days))),
            of(EquityPoint.class),
            interval));
    List<Quote> quotes = of(Quote.class);
    samples.addAll(measured(new FeedMeasureKind(policies.quotes()), quotes, interval));
    samples.addAll(
        measured(
            new QuoteMeasureKind(policies.quotes()),
            quotes.stream().filter(quote -> !quote.isHeartbeat()).toList(),
            interval));
    samples.addAll(
        measured(
            new ModelMeasureKind(policies.models().map(WatchedModel::policy)), joined(), interval));
    List<Request> requests = of(Request.class);
    samples.addAll(measured(new RequestMeasureKind(policies.requests()), requests, interval));
    samples.addAll(
        measured(
            new SymbolMeasureKind(SymbolPolicy.DEFAULT),
            requests.stream().filter(Request::isOnSymbol).toList(),
            interval));
    samples.addAll(measured(new UserMeasureKind(policies.users()), of(UserEvent.class), interval));
    return samples;
  }

  private <R extends BusinessRecord> List<R> of(Class<R> type) {
    return records.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private <R extends BusinessRecord> List<IngestedSample> measured(
      MeasureKind<R> kind, List<R> told, Duration interval) throws Exception {
    if (told.isEmpty()) {
      return List.of();
    }
    try (MeasureRun<R> run = new MeasureRun<>(kind, interval.toMillis(), 1)) {
      for (R record : told.stream().sorted(Comparator.comparingLong(kind::time)).toList()) {
        run.advance(kind.time(record) - 1);
        run.add(record);
      }
      run.advance(end);
      return run.given();
    }
  }

  private List<ModelEvent> joined() throws Exception {
    try (var join =
        new KeyedOneInputStreamOperatorTestHarness<Integer, IngestedRecord, IngestedRecord>(
            new JoinStage(
                new JoinPolicy(
                    policies.models().map(WatchedModel::maxLabelDelay),
                    JoinPolicy.DEFAULT.maxIds())),
            JoinStage::keyOf,
            Types.INT,
            KeyGroups.COUNT,
            1,
            0)) {
      join.open();
      for (ModelRecord record : of(ModelRecord.class)) {
        join.processElement(new IngestedRecord(record, Ingested.ON_TIME), record.time());
      }
      join.processWatermark(end);
      return join.extractOutputValues().stream().map(one -> (ModelEvent) one.record()).toList();
    }
  }

  private static long timeOf(BusinessRecord record) {
    return record instanceof Quote quote ? quote.receivedAt() : record.time();
  }
}
