package io.barograph.jobs.measures;

import io.barograph.core.deadletter.DeadLetter;
import io.barograph.core.market.FeedMeasureKind;
import io.barograph.core.market.Quote;
import io.barograph.core.market.QuoteMeasureKind;
import io.barograph.core.measure.BusinessRecord;
import io.barograph.core.measure.KeyShare;
import io.barograph.core.measure.MeasureKind;
import io.barograph.core.measure.PolicyBook;
import io.barograph.core.policy.MeasurePolicies;
import io.barograph.core.prediction.JoinPolicy;
import io.barograph.core.prediction.WatchedModel;
import io.barograph.core.service.Request;
import io.barograph.core.service.RequestMeasureKind;
import io.barograph.core.service.SymbolMeasureKind;
import io.barograph.core.service.SymbolPolicy;
import io.barograph.core.service.UserMeasureKind;
import io.barograph.core.strategy.EquityMeasureKind;
import io.barograph.core.strategy.OrderMeasureKind;
import io.barograph.core.strategy.StrategyMeasureKind;
import io.barograph.core.strategy.StrategyPolicy;
import io.barograph.formats.record.BusinessFormat;
import io.barograph.jobs.ingest.IngestedRecord;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.ingest.IngestedSerializer;
import io.barograph.jobs.options.BarographOptions;
import io.barograph.jobs.options.MeasurePlan;
import io.barograph.jobs.rules.KeyGroups;
import io.barograph.jobs.types.BufferTimeouts;
import io.barograph.ml.model.ModelMeasureKind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Business records to derived samples. */
public final class MeasuresPipeline {
  private final MeasurePlan plan;
  private final Map<String, Signal> signals = new LinkedHashMap<>();

  private MeasuresPipeline(MeasurePlan plan) {
    this.plan = plan;
  }

  /**
   * The samples of one kind of measure.
   *
   * @param metrics a regular expression of their names
   * @param refused what is not measured, because it is too much
   */
  public record Signal(
      DataStream<IngestedSample> samples, String metrics, DataStream<DeadLetter> refused) {}

  /**
   * Wires the measures of the business records that there are.
   *
   * @param records by what they are; all inputs of one format together
   * @return by the name of the kind of measure
   */
  public static Map<String, Signal> define(
      Map<BusinessFormat, DataStream<IngestedRecord>> records, MeasurePlan plan) {
    MeasuresPipeline pipeline = new MeasuresPipeline(plan);
    records.forEach(pipeline::measure);
    pipeline.measureModels(
        records.get(BusinessFormat.PREDICTIONS), records.get(BusinessFormat.OUTCOMES));
    return pipeline.signals;
  }

  private void measure(BusinessFormat format, DataStream<IngestedRecord> records) {
    MeasurePolicies policies = plan.policies();
    PolicyBook<StrategyPolicy> strategies = policies.strategies();
    switch (format) {
      case TRADES ->
          add(new StrategyMeasureKind(strategies.map(StrategyPolicy::trades)), records, "strategy");
      case ORDERS ->
          add(new OrderMeasureKind(strategies.map(StrategyPolicy::orders)), records, "strategy");
      case EQUITY -> {
        VenueDays days = new VenueDays(policies.quotes().rest());
        add(
            new EquityMeasureKind(strategies.map(one -> one.equity().with(days))),
            records,
            "strategy");
      }
      case QUOTES -> {
        DataStream<IngestedRecord> quotes =
            BufferTimeouts.ofRecords(
                records
                    .filter(one -> one.record() instanceof Quote quote && !quote.isHeartbeat())
                    .setParallelism(records.getParallelism())
                    .uid("quotes-without-heartbeats")
                    .name("quotes without heartbeats"));
        add(new QuoteMeasureKind(policies.quotes()), quotes, "market");
        add(new FeedMeasureKind(policies.quotes()), records, "market|session");
      }
      case REQUESTS -> {
        add(new RequestMeasureKind(policies.requests()), records, "api");
        DataStream<IngestedRecord> queries =
            BufferTimeouts.ofRecords(
                records
                    .filter(one -> one.record() instanceof Request request && request.isOnSymbol())
                    .setParallelism(records.getParallelism())
                    .uid("requests-on-symbols")
                    .name("requests on symbols"));
        add(new SymbolMeasureKind(SymbolPolicy.DEFAULT), queries, "symbol");
      }
      case USER_EVENTS ->
          add(new UserMeasureKind(policies.users()), records, "users|feature|funnel");
      case PREDICTIONS, OUTCOMES -> {} // are joined
      case CHANGES, HEARTBEATS, TOPOLOGY, COMMANDS -> {} // speak of alerts
      case LABELS, MODELS -> {} // speak to what watches and predicts
    }
  }

  private void measureModels(
      DataStream<IngestedRecord> predictions, DataStream<IngestedRecord> outcomes) {
    if (predictions == null) {
      return;
    }
    PolicyBook<WatchedModel> models = plan.policies().models();
    JoinPolicy join =
        new JoinPolicy(models.map(WatchedModel::maxLabelDelay), JoinPolicy.DEFAULT.maxIds());
    DataStream<IngestedRecord> events =
        BufferTimeouts.ofRecords(
            (outcomes == null ? predictions : predictions.union(outcomes))
                .keyBy(JoinStage::keyOf, Types.INT)
                .transform(
                    "join predictions and outcomes",
                    IngestedSerializer.<IngestedRecord>ofKind(),
                    new JoinStage(join))
                .uid("prediction-join"));
    add(new ModelMeasureKind(models.map(WatchedModel::policy)), events, "model");
  }

  private <R extends BusinessRecord> void add(
      MeasureKind<R> kind, DataStream<IngestedRecord> records, String family) {
    KeyLimit limit = new KeyLimit(BarographOptions.MEASURES_MAX_KEYS.key(), plan.maxKeys());
    String metrics = "barograph_(" + family + ")_.*";
    signals.put(kind.name(), measure(kind, records, metrics, plan.interval(), limit));
  }

  /**
   * Wires one kind of measure.
   *
   * @param records of this kind alone
   * @param metrics a regular expression of the names of its samples
   * @param interval its ticks are the multiples of this
   */
  public static <R extends BusinessRecord> Signal measure(
      MeasureKind<R> kind,
      DataStream<IngestedRecord> records,
      String metrics,
      Duration interval,
      KeyLimit limit) {
    SingleOutputStreamOperator<IngestedSample> samples =
        records
            .keyBy(record -> keyGroup(kind, record), Types.INT)
            .transform(
                "measure " + kind.name(),
                IngestedSerializer.<IngestedSample>ofKind(),
                new MeasureStage<>(kind, interval.toMillis(), limit))
            .uid("measure-" + kind.name());
    return new Signal(samples, metrics, samples.getSideOutput(MeasureStage.REFUSED_KEYS));
  }

  /** The key that stands for the key group of a record. */
  @SuppressWarnings("unchecked") // the records are of the kind alone
  static <R extends BusinessRecord> int keyGroup(MeasureKind<R> kind, IngestedRecord ingested) {
    return KeyGroups.representative(KeyShare.of(kind.key((R) ingested.record()), KeyGroups.COUNT));
  }
}
