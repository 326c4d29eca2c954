package io.barograph.jobs.simulation;

import io.barograph.jobs.simulation.Arrivals.Arrival;
import io.barograph.jobs.testing.SimulatedSubtasks;
import io.barograph.jobs.testing.SimulatedTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** A subtask of a source: reads its partitions in turns that are drawn, and tells their clock. */
final class SimulatedInput {
  private final Arrivals arrivals;
  private final SimulatedSubtasks operator;
  private final int subtask;
  private final Random random;
  private final List<Integer> partitions;
  private final int[] positions;
  private final long[] clocks;
  private long told = Long.MIN_VALUE;

  /**
   * One that goes on where another was.
   *
   * @param subtasks how many there are
   * @param from how many arrivals of each partition were read
   */
  SimulatedInput(
      Arrivals arrivals,
      SimulatedSubtasks operator,
      int subtask,
      int subtasks,
      List<Integer> from,
      Random random) {
    this.arrivals = arrivals;
    this.operator = operator;
    this.subtask = subtask;
    this.random = random;
    this.partitions =
        IntStream.range(0, arrivals.partitions().size())
            .filter(partition -> partition % subtasks == subtask)
            .boxed()
            .toList();
    this.positions = from.stream().mapToInt(Integer::intValue).toArray();
    this.clocks = new long[positions.length];
    for (int partition = 0; partition < clocks.length; partition++) {
      clocks[partition] = Long.MIN_VALUE;
      for (Arrival read : arrivals.partitions().get(partition).subList(0, positions[partition])) {
        clocks[partition] =
            read.value() == null ? Math.max(clocks[partition], read.time()) : clocks[partition];
      }
    }
  }

  SimulatedTask task() {
    return operator.tasks().get(subtask);
  }

  /** How many arrivals of each own partition were read, by its number; -1 for those of others. */
  List<Integer> positions() {
    List<Integer> own = new ArrayList<>();
    for (int partition = 0; partition < positions.length; partition++) {
      own.add(partitions.contains(partition) ? positions[partition] : -1);
    }
    return own;
  }

  /** True if it has read all and told so. */
  boolean isOver() {
    return told == Long.MAX_VALUE;
  }

  /** Reads what comes next in some partition. */
  void read() throws Exception {
    List<Integer> open =
        partitions.stream()
            .filter(one -> positions[one] < arrivals.partitions().get(one).size())
            .toList();
    if (open.isEmpty()) {
      tellClock();
      return;
    }
    read(open.get(random.nextInt(open.size())));
  }

  private void read(int partition) throws Exception {
    Arrival next = arrivals.partitions().get(partition).get(positions[partition]++);
    if (next.value() != null) {
      operator.feed(subtask, new StreamRecord<>(next.value(), next.time()));
    } else {
      clocks[partition] = Math.max(clocks[partition], next.time());
      tellClock();
    }
  }

  private void tellClock() throws Exception {
    long slowest = partitions.stream().mapToLong(one -> clocks[one]).min().orElse(Long.MAX_VALUE);
    if (slowest > told) {
      told = slowest;
      operator.feed(subtask, new Watermark(slowest));
    }
  }
}
