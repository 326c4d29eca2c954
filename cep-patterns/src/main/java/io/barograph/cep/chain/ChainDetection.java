package io.barograph.cep.chain;

import io.barograph.core.pattern.ChainEvent;
import io.barograph.core.pattern.ChainMatch;
import io.barograph.core.pattern.ChainPattern;
import io.barograph.core.pattern.TaggedChange;
import java.util.Comparator;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.cep.CEP;
import org.apache.flink.cep.EventComparator;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Tagged state changes to chains that are complete. */
public final class ChainDetection {
  private ChainDetection() {}

  /**
   * What is found.
   *
   * @param matches each before the clock passes its time
   * @param late state changes behind the clock, which took part in nothing
   */
  public record Streams(DataStream<ChainMatch> matches, DataStream<TaggedChange> late) {}

  /**
   * Wires the door and one automaton for each length.
   *
   * @param tagged in any order within the bound of the clock
   * @param maxOpen how many chains of a key may be open, at least 1
   */
  public static Streams define(DataStream<TaggedChange> tagged, int maxOpen) {
    SingleOutputStreamOperator<ChainEvent> events =
        tagged
            .keyBy(change -> change.key().text(), Types.STRING)
            .process(
                new ChainDoorFunction(maxOpen), ChainEventSerializer.INSTANCE.typeInformation())
            .uid("chain-door")
            .name("chain door");
    DataStream<ChainMatch> matches = null;
    for (int length = ChainPattern.MIN_STAGES; length <= ChainPattern.MAX_STAGES; length++) {
      DataStream<ChainMatch> some = chains(length, events);
      matches = matches == null ? some : matches.union(some);
    }
    return new Streams(matches, events.getSideOutput(ChainDoorFunction.LATE));
  }

  /** The automaton stands in the task of the door: what it reads is keyed already. */
  private static DataStream<ChainMatch> chains(int length, DataStream<ChainEvent> events) {
    KeyedStream<ChainEvent, String> keyed =
        DataStreamUtils.reinterpretAsKeyedStream(
            events
                .filter(event -> event.key().length() == length)
                .uid("events-of-%d-stages".formatted(length))
                .name("events of chains of %d stages".formatted(length)),
            event -> event.key().text(),
            Types.STRING);
    return automaton(length, keyed)
        .uid("chains-of-%d-stages".formatted(length))
        .name("chains of %d stages".formatted(length));
  }

  /** Finds the chains of one length among events of one key. */
  static SingleOutputStreamOperator<ChainMatch> automaton(
      int length, KeyedStream<ChainEvent, String> events) {
    GenericChain chain = new GenericChain(length);
    return CEP.pattern(events, chain.pattern(), new InOrder())
        .process(chain.handler(), ChainMatchSerializer.INSTANCE.typeInformation());
  }

  /** The order of events at one time. */
  private static final class InOrder implements EventComparator<ChainEvent> {
    private static final Comparator<ChainEvent> ORDER = ChainEvent.ORDER;

    @Override
    public int compare(ChainEvent one, ChainEvent other) {
      return ORDER.compare(one, other);
    }
  }
}
