package io.barograph.jobs.backtest;

import io.barograph.jobs.BarographJob;
import io.barograph.jobs.ingest.Ingested;
import io.barograph.jobs.options.InvalidOptionsException;
import io.barograph.jobs.options.JobOptions;
import io.barograph.jobs.rules.PackRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job on files in place of topics, in this process: the same pipelines, wired by {@link
 * BarographJob}, between another source and other sinks.
 *
 * <p>Into the folder {@code --output} go {@code input.json}, what was read; {@code
 * transitions.jsonl}, what the topic of alerts would carry, by time; {@code refused.jsonl}, dead
 * letters of series beyond the limits; and with {@code --against} the latter two with {@code
 * against-} before their names.
 */
public final class BacktestJob {
  /** The exit status if packs, options or files cannot be used; the reason is on stderr. */
  public static final int UNUSABLE = 2;

  /**
   * How often the clock is told, in event time. The results do not depend on it: a longer step
   * makes larger batches, and holds more of what is to be evaluated at once.
   */
  private static final long CLOCK_STEP_MILLIS = 60_000;

  private BacktestJob() {}

  /** Reads the files and runs the job on them. */
  public static void main(String[] arguments) throws Exception {
    try {
      run(BacktestArguments.parse(arguments));
    } catch (InvalidOptionsException unusable) {
      System.err.println(unusable.getMessage());
      System.exit(UNUSABLE);
    }
  }

  static void run(BacktestArguments arguments) throws Exception {
    JobOptions options = arguments.options();
    Optional<JobOptions> against = arguments.against();
    List<SampleFile> files = arguments.inputs();
    check(options);
    against.ifPresent(BacktestJob::check);
    Path folder = arguments.output();
    Files.createDirectories(folder);
    InputReader reader = new InputReader(arguments.from(), arguments.to());
    SortedInput input = reader.read(files, folder);
    reader.summary().write(folder.resolve("input.json"));
    execute(options, input, arguments.parallelism(), folder, "");
    if (against.isPresent()) {
      execute(against.get(), input, arguments.parallelism(), folder, "against-");
    }
  }

  /** Reads the rules, so that what is wrong with them is told before any sample is read. */
  private static void check(JobOptions options) {
    if (PackRules.read(options).readAlerts()) {
      throw new InvalidOptionsException(
          "--rules: a rule reads ALERTS or ALERTS_FOR_STATE, which a backtest does not feed back;"
              + " leave that rule out");
    }
  }

  private static void execute(
      JobOptions options, SortedInput input, int parallelism, Path folder, String prefix)
      throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(flink(options));
    env.setParallelism(parallelism);
    DataStream<Ingested> samples =
        env.fromSource(
                new SortedSamplesSource(input),
                StepClock.strategy(CLOCK_STEP_MILLIS),
                "sorted samples")
            .setParallelism(1)
            .uid("source-" + BacktestArguments.INPUT);
    Path transitions = folder.resolve(prefix + "transitions.jsonl");
    Files.deleteIfExists(transitions);
    FileDelivery delivery = new FileDelivery(transitions, folder.resolve(prefix + "refused.jsonl"));
    BarographJob.define(
        options,
        Map.of(BacktestArguments.INPUT, samples),
        () -> {
          throw new IllegalStateException("no rule reads alerts");
        },
        delivery);
    if (delivery.finish()) {
      env.execute("backtest");
    } else {
      Files.createFile(transitions); // no rule alerts
    }
  }

  private static Configuration flink(JobOptions options) {
    Configuration flink = options.flinkConfiguration();
    flink.set(DeploymentOptions.TARGET, "local");
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    boolean unused = flink.removeConfig(CheckpointingOptions.CHECKPOINTING_INTERVAL);
    return flink;
  }
}
