package io.barograph.cep.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.pattern.ChainBook;
import io.barograph.core.pattern.ChainEvent;
import io.barograph.core.pattern.ChainMatch;
import io.barograph.core.pattern.ChainPattern;
import io.barograph.core.pattern.StateChange;
import io.barograph.core.pattern.TaggedChange;
import io.barograph.types.ImmutableSerializer;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/**
 * A subtask of the door and of the automata behind it, driven by hand: all but Flink's network.
 * Each match is seen to leave before the clock passes its time.
 */
final class ChainHarness implements AutoCloseable {
  private static final int MAX_PARALLELISM = 128;

  private final int parallelism;
  private final int subtask;
  private final KeyedOneInputStreamOperatorTestHarness<String, TaggedChange, ChainEvent> door;
  private final List<KeyedOneInputStreamOperatorTestHarness<String, ChainEvent, ChainMatch>>
      automata = new ArrayList<>();
  private final List<ChainMatch> matches = new ArrayList<>();
  private ChainBook book;
  private long clock = Long.MIN_VALUE;

  /** Where everything stands, and how far its clock is. */
  record Snapshot(OperatorSubtaskState door, List<OperatorSubtaskState> automata) {}

  ChainHarness(ChainPattern pattern) throws Exception {
    this(100, 1, 0, null, pattern);
  }

  /**
   * One of several subtasks, which takes what belongs to it.
   *
   * @param from of one subtask; null for nothing
   */
  ChainHarness(int maxOpen, int parallelism, int subtask, Snapshot from, ChainPattern... patterns)
      throws Exception {
    this.parallelism = parallelism;
    this.subtask = subtask;
    declare(patterns);
    door =
        harness(
            SimpleOperatorFactory.of(new KeyedProcessOperator<>(new ChainDoorFunction(maxOpen))),
            tagged -> tagged.key().text());
    open(door, ChainEventSerializer.INSTANCE, from == null ? null : from.door);
    for (int length = ChainPattern.MIN_STAGES; length <= ChainPattern.MAX_STAGES; length++) {
      var automaton = harness(automaton(length), (ChainEvent event) -> event.key().text());
      OperatorSubtaskState state = from == null ? null : from.automata.get(automata.size());
      open(automaton, ChainMatchSerializer.INSTANCE, state);
      automata.add(automaton);
    }
  }

  private <I, O> KeyedOneInputStreamOperatorTestHarness<String, I, O> harness(
      StreamOperatorFactory<O> operator, KeySelector<I, String> key) throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        operator, key, Types.STRING, MAX_PARALLELISM, parallelism, subtask);
  }

  private <T> void open(
      AbstractStreamOperatorTestHarness<T> harness,
      ImmutableSerializer<T> serializer,
      OperatorSubtaskState state)
      throws Exception {
    harness.setup(serializer);
    if (state != null) {
      harness.initializeState(
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              state, MAX_PARALLELISM, 1, parallelism, subtask));
    }
    harness.open();
  }

  @SuppressWarnings("unchecked") // it is of what it was made
  private static StreamOperatorFactory<ChainMatch> automaton(int length) {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    KeyedStream<ChainEvent, String> events =
        env.fromSequence(1, 1)
            .map(any -> (ChainEvent) null)
            .returns(ChainEventSerializer.INSTANCE.typeInformation())
            .keyBy(event -> event.key().text(), Types.STRING);
    var found = ChainDetection.automaton(length, events).getTransformation();
    return ((OneInputTransformation<ChainEvent, ChainMatch>) found).getOperatorFactory();
  }

  /** From now on these are the patterns. */
  void declare(ChainPattern... patterns) {
    List<ChainBook.Entry> entries = new ArrayList<>();
    for (ChainPattern pattern : patterns) {
      entries.add(new ChainBook.Entry("desk", pattern));
    }
    book = new ChainBook(entries);
  }

  void tell(StateChange... changes) throws Exception {
    for (StateChange change : changes) {
      List<TaggedChange> tagged = new ArrayList<>();
      book.tag(change, tagged::add);
      for (TaggedChange one : tagged) {
        if (isMine(one)) {
          door.processElement(one, change.time());
        }
      }
    }
  }

  private boolean isMine(TaggedChange tagged) {
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(
            tagged.key().text(), MAX_PARALLELISM, parallelism)
        == subtask;
  }

  /** Lets the clock of all operators come to {@code time}. */
  void clock(long time) throws Exception {
    door.processWatermark(time);
    Queue<Object> told = door.getOutput();
    while (!told.isEmpty()) {
      if (told.remove() instanceof StreamRecord<?> record) {
        ChainEvent event = (ChainEvent) record.getValue();
        assertThat(record.getTimestamp()).isEqualTo(event.time()).isGreaterThan(clock);
        automata
            .get(event.key().length() - ChainPattern.MIN_STAGES)
            .processElement(event, record.getTimestamp());
      }
    }
    for (var automaton : automata) {
      automaton.processWatermark(time);
      for (StreamRecord<? extends ChainMatch> record : automaton.extractOutputStreamRecords()) {
        assertThat(record.getValue().time()).isGreaterThan(clock).isLessThanOrEqualTo(time);
        assertThat(record.getTimestamp()).isEqualTo(record.getValue().time());
        matches.add(record.getValue());
      }
      automaton.getOutput().clear();
    }
    clock = time;
  }

  /** What was found since it was asked last. */
  List<ChainMatch> takeMatches() {
    List<ChainMatch> taken = List.copyOf(matches);
    matches.clear();
    return taken;
  }

  /** The ids of the state changes of what was found since it was asked last. */
  List<List<String>> takeIds() {
    return takeMatches().stream()
        .map(match -> match.changes().stream().map(StateChange::id).toList())
        .toList();
  }

  int late() {
    Queue<?> late = door.getSideOutput(ChainDoorFunction.LATE);
    return late == null ? 0 : late.size();
  }

  long counted(ChainMetric metric) {
    return ((ChainDoorFunction)
            ((KeyedProcessOperator<?, ?, ?>) door.getOperator()).getUserFunction())
        .counted(metric);
  }

  Snapshot snapshot() throws Exception {
    List<OperatorSubtaskState> states = new ArrayList<>();
    OperatorSubtaskState ofDoor = door.snapshot(1, 1);
    for (var automaton : automata) {
      states.add(automaton.snapshot(1, 1));
    }
    return new Snapshot(ofDoor, states);
  }

  /** The state of all operators: how many entries. */
  int keptWithoutTimers() {
    int kept = door.numKeyedStateEntries();
    for (var automaton : automata) {
      kept += automaton.numKeyedStateEntries();
    }
    return kept;
  }

  /** The state of all operators, and their timers. */
  int kept() {
    int kept = keptWithoutTimers() + door.numEventTimeTimers();
    for (var automaton : automata) {
      kept += automaton.numEventTimeTimers();
    }
    return kept;
  }

  @Override
  public void close() throws Exception {
    door.close();
    for (var automaton : automata) {
      automaton.close();
    }
  }
}
