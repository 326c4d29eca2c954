package io.barograph.jobs.risk;

import io.barograph.core.alert.Alert;
import io.barograph.core.risk.RiskOff;
import io.barograph.core.risk.RiskOffBook;
import io.barograph.formats.risk.RiskOffJson;
import io.barograph.jobs.output.KafkaMessage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Keeps the book of each strategy, and tells a halt again before it expires. */
public final class RiskOffFunction
    extends KeyedProcessFunction<String, Tuple2<Alert, Long>, KafkaMessage> {
  /** The label of alerts that names a strategy. */
  private static final String STRATEGY = "strategy";

  /** State name; part of the savepoint format, never rename. */
  private static final String BOOK = "risk-off-book";

  private final String topic;
  private transient ValueState<byte[]> books;

  /** Writes to {@code topic}. */
  RiskOffFunction(String topic) {
    this.topic = topic;
  }

  /**
   * What the alerts that halt trading come to, as messages keyed by strategy.
   *
   * @param halting each with how long it halts, in milliseconds
   * @param topic where the messages go
   */
  public static DataStream<KafkaMessage> define(
      DataStream<Tuple2<Alert, Long>> halting, String topic) {
    return halting
        .keyBy(one -> one.f0.labels().get(STRATEGY), Types.STRING)
        .process(new RiskOffFunction(topic), Types.POJO(KafkaMessage.class))
        .uid("risk-off")
        .name("risk off");
  }

  @Override
  public void open(OpenContext context) {
    books =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    BOOK, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
  }

  @Override
  public void processElement(
      Tuple2<Alert, Long> halting, Context context, Collector<KafkaMessage> out) throws Exception {
    byte[] kept = books.value();
    if (kept == null && halting.f1 == 0) {
      return; // the end of an alert that never halted anything
    }
    RiskOffBook book =
        kept == null
            ? new RiskOffBook(context.getCurrentKey())
            : RiskOffBook.read(new DataInputDeserializer(kept));
    Optional<RiskOff> told = book.take(halting.f0, halting.f1);
    keep(book, halting.f0.updatedAt(), context);
    told.ifPresent(record -> out.collect(message(record)));
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<KafkaMessage> out)
      throws Exception {
    byte[] kept = books.value();
    if (kept == null) {
      return;
    }
    RiskOffBook book = RiskOffBook.read(new DataInputDeserializer(kept));
    boolean isEnd = context.timerService().currentWatermark() == Long.MAX_VALUE;
    if (isEnd || book.isSpent(time)) {
      books.clear();
      return;
    }
    Optional<RiskOff> told = book.renew(time);
    if (told.isPresent()) {
      keep(book, time, context);
      out.collect(message(told.get()));
    }
  }

  private void keep(RiskOffBook book, long now, Context context) throws Exception {
    DataOutputSerializer bytes = new DataOutputSerializer(256);
    book.write(bytes);
    books.update(bytes.getCopyOfBuffer());
    long renewAt = book.renewAt();
    context
        .timerService()
        .registerEventTimeTimer(
            renewAt == Long.MIN_VALUE ? now + RiskOffBook.REMEMBERED_MILLIS : renewAt);
  }

  private KafkaMessage message(RiskOff record) {
    return new KafkaMessage(
        topic,
        record.at(),
        record.strategy(),
        new String(RiskOffJson.encode(record), StandardCharsets.UTF_8));
  }
}
