package io.barograph.jobs.testing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/**
 * A subtask of a simulated job: an operator, the channels into it, and where what it gives goes.
 *
 * <p>Channels are first in, first out. As in Flink, an input's watermark is that of its slowest
 * channel, and a channel that has brought a barrier waits until all others have brought theirs.
 */
public final class SimulatedTask {
  private final String operator;
  private final int subtask;
  private final AbstractStreamOperatorTestHarness<?> harness;
  private final Input input;
  private final List<Channel> channels = new ArrayList<>();
  private final List<Route> routes = new ArrayList<>();
  private final List<Long> marks = new ArrayList<>();

  /** Hands something to the operator. */
  public interface Input {
    void record(int input, StreamRecord<?> record) throws Exception;

    void watermark(int input, Watermark mark) throws Exception;
  }

  /** Where the records of an output go; watermarks and barriers go to every target. */
  public interface Route {
    /** Where a record goes; none to drop it. */
    List<Channel> targets(StreamRecord<?> record);

    List<Channel> all();

    /** The side output that it is for; null for the main one. */
    OutputTag<?> tag();
  }

  /** The barrier of a checkpoint. */
  public record Barrier(long checkpoint) {}

  /** A channel into a task. */
  public static final class Channel {
    private final SimulatedTask task;
    private final int input;
    private final Deque<Object> elements = new ArrayDeque<>();
    private long mark = Long.MIN_VALUE;
    private boolean isBlocked;

    private Channel(SimulatedTask task, int input) {
      this.task = task;
      this.input = input;
    }

    public void add(Object element) {
      elements.add(element);
    }

    public boolean isReady() {
      return !isBlocked && !elements.isEmpty();
    }

    public boolean isEmpty() {
      return elements.isEmpty();
    }

    /** Delivers the first element; the state of the task if that completes its snapshot. */
    public OperatorSubtaskState deliver() throws Exception {
      return task.take(this, elements.poll());
    }

    public SimulatedTask task() {
      return task;
    }
  }

  public SimulatedTask(
      String operator,
      int subtask,
      AbstractStreamOperatorTestHarness<?> harness,
      int inputs,
      Input input) {
    this.operator = operator;
    this.subtask = subtask;
    this.harness = harness;
    this.input = input;
    for (int i = 0; i < inputs; i++) {
      marks.add(Long.MIN_VALUE);
    }
  }

  public String operator() {
    return operator;
  }

  public int subtask() {
    return subtask;
  }

  /** The operator's name with the subtask's number. */
  public String name() {
    return operator + '-' + subtask;
  }

  /** How far an input is. */
  public long watermark(int ofInput) {
    return marks.get(ofInput);
  }

  /** A new channel into it. */
  public Channel channel(int ofInput) {
    Channel channel = new Channel(this, ofInput);
    channels.add(channel);
    return channel;
  }

  public List<Channel> channels() {
    return channels;
  }

  public void route(Route route) {
    routes.add(route);
  }

  public void setProcessingTime(long time) throws Exception {
    harness.setProcessingTime(time);
    drain();
  }

  public void close() throws Exception {
    harness.close();
  }

  private OperatorSubtaskState take(Channel channel, Object element) throws Exception {
    if (element instanceof Barrier barrier) {
      channel.isBlocked = true;
      return channels.stream().allMatch(one -> one.isBlocked) ? snapshot(barrier) : null;
    } else if (element instanceof Watermark mark) {
      channel.mark = mark.getTimestamp();
      advance(channel.input);
    } else {
      input.record(channel.input, (StreamRecord<?>) element);
    }
    drain();
    return null;
  }

  private void advance(int ofInput) throws Exception {
    long slowest = Long.MAX_VALUE;
    for (Channel channel : channels) {
      if (channel.input == ofInput) {
        slowest = Math.min(slowest, channel.mark);
      }
    }
    if (slowest > marks.get(ofInput)) {
      marks.set(ofInput, slowest);
      input.watermark(ofInput, new Watermark(slowest));
    }
  }

  /** Snapshots the operator and sends the barrier on. */
  public OperatorSubtaskState snapshot(Barrier barrier) throws Exception {
    harness.prepareSnapshotPreBarrier(barrier.checkpoint());
    drain();
    OperatorSubtaskState state = harness.snapshot(barrier.checkpoint(), barrier.checkpoint());
    routes.forEach(route -> route.all().forEach(channel -> channel.add(barrier)));
    channels.forEach(channel -> channel.isBlocked = false);
    return state;
  }

  @Override
  public String toString() {
    long waiting = channels.stream().mapToLong(channel -> channel.elements.size()).sum();
    return "%s at %s with %d waiting".formatted(name(), marks, waiting);
  }

  /** Sends on what the operator has given. */
  public void drain() {
    List<Object> main = new ArrayList<>(harness.getOutput());
    harness.getOutput().clear();
    for (Route route : routes) {
      if (route.tag() != null) {
        Queue<?> side = harness.getSideOutput(route.tag());
        if (side != null) {
          side.forEach(record -> send(route, record));
          side.clear();
        }
      }
    }
    for (Object element : main) {
      for (Route route : routes) {
        if (route.tag() == null || element instanceof Watermark) {
          send(route, element);
        }
      }
    }
  }

  private static void send(Route route, Object element) {
    if (element instanceof StreamRecord<?> record) {
      // A record of its own for each: operators put what they make of it into its place.
      route.targets(record).forEach(channel -> channel.add(copy(record)));
    } else if (element instanceof Watermark) {
      route.all().forEach(channel -> channel.add(element));
    }
  }

  private static <T> StreamRecord<T> copy(StreamRecord<T> record) {
    return record.copy(record.getValue());
  }

  /** A route by which every record goes to every target. */
  public static Route toAll(OutputTag<?> tag, Channel... targets) {
    return route(tag, Arrays.asList(targets), record -> Arrays.asList(targets));
  }

  /** A route by which each record goes to one target. */
  public static Route byKey(OutputTag<?> tag, List<Channel> targets, ToIntFunction<Object> target) {
    return route(
        tag, targets, record -> List.of(targets.get(target.applyAsInt(record.getValue()))));
  }

  private static Route route(
      OutputTag<?> tag, List<Channel> all, Function<StreamRecord<?>, List<Channel>> targets) {
    return new Route() {
      @Override
      public List<Channel> targets(StreamRecord<?> record) {
        return targets.apply(record);
      }

      @Override
      public List<Channel> all() {
        return all;
      }

      @Override
      public OutputTag<?> tag() {
        return tag;
      }
    };
  }
}
