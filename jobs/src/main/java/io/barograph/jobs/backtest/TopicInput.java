package io.barograph.jobs.backtest;

import io.barograph.core.clock.ClockPolicy;
import io.barograph.jobs.ingest.Ingested;
import io.barograph.jobs.options.BarographOptions;
import io.barograph.jobs.options.InvalidOptionsException;
import io.barograph.jobs.options.JobOptions;
import io.barograph.jobs.rules.PackRules;
import io.barograph.jobs.source.KafkaInputs;
import io.barograph.jobs.source.TopicRange;
import io.barograph.jobs.source.TopicRanges;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Ranges of topics as the inputs of a backtest, on the clock that the job recorded for them. They
 * are looked up once, so that both versions of the rules read the same.
 */
final class TopicInput {
  private final JobOptions options;
  private final Path folder;
  private final int parallelism;
  private final FileDelivery.Times told;
  private final Duration warmUp;
  private final Map<String, TopicRange> ranges;

  private TopicInput(
      JobOptions options,
      BacktestArguments arguments,
      Duration warmUp,
      Map<String, TopicRange> ranges) {
    this.options = options;
    this.folder = arguments.output();
    this.parallelism = arguments.parallelism();
    this.told = times(arguments);
    this.warmUp = warmUp;
    this.ranges = ranges;
  }

  /**
   * Finds the ranges.
   *
   * <p>A record is written at most {@code clock.max-ahead} before its event times, else it is a
   * dead letter: so from the warm-up on nothing is missing, nor is any clock behind that of the
   * job. It may be written long after, to which {@code --lateness} sets a bound.
   *
   * @param against the options of the rules that are compared with
   * @throws InvalidOptionsException if there is nothing to read
   */
  static TopicInput find(
      BacktestArguments arguments, JobOptions options, Optional<JobOptions> against)
      throws InterruptedException {
    FileDelivery.Times told = times(arguments);
    if (told.from() >= told.to()) {
      throw new InvalidOptionsException(
          "--from must be before --to: choose a range of some minutes at least");
    }
    Duration needed = PackRules.read(options).warmUp();
    if (against.isPresent()) {
      Duration other = PackRules.read(against.get()).warmUp();
      needed = other.compareTo(needed) > 0 ? other : needed;
    }
    Duration warmUp = arguments.warmUp().orElse(needed);
    ClockPolicy clock = options.clock();
    TopicRanges.Times times =
        new TopicRanges.Times(
            told.from() - warmUp.plus(clock.maxAhead()).toMillis(),
            told.to() + arguments.lateness().plus(clock.bound()).plus(clock.grace()).toMillis(),
            told.to());
    List<String> inputs = options.get(BarographOptions.INPUTS);
    Map<String, TopicRange> ranges = new LinkedHashMap<>();
    List<TopicRange> found =
        new TopicRanges(options).find(inputs.stream().map(options::inputTopic).toList(), times);
    for (int i = 0; i < inputs.size(); i++) {
      ranges.put(inputs.get(i), found.get(i));
    }
    return new TopicInput(options, arguments, warmUp, ranges);
  }

  private static FileDelivery.Times times(BacktestArguments arguments) {
    return new FileDelivery.Times(arguments.from(), arguments.to());
  }

  /** Which transitions are told of. */
  FileDelivery.Times told() {
    return told;
  }

  /** The streams, by input. */
  Map<String, DataStream<Ingested>> open(StreamExecutionEnvironment env, JobOptions ofRun) {
    TopicTally.begin();
    Map<String, DataStream<Ingested>> streams = new LinkedHashMap<>();
    ranges.forEach(
        (input, range) ->
            streams.put(
                input,
                TopicTally.of(
                    input,
                    KafkaInputs.replay(env, ofRun, input, range),
                    told,
                    told.from() - warmUp.toMillis(),
                    counted(input))));
    return streams;
  }

  private Path counted(String input) {
    return folder.resolve("counts-" + input);
  }

  /** Writes what the first run has read. */
  void writeSummary(SortedSet<String> leftOutRules) throws IOException {
    TopicSummary summary = new TopicSummary(warmUp, options.topic("clock"));
    for (Map.Entry<String, TopicRange> one : ranges.entrySet()) {
      String input = one.getKey();
      int readers = Math.min(parallelism, one.getValue().partitions().size());
      summary.add(
          one.getValue(),
          options.get(BarographOptions.inputFormat(input)),
          TopicTally.read(counted(input), readers, told));
    }
    summary.write(folder.resolve("input.json"), leftOutRules);
  }
}
