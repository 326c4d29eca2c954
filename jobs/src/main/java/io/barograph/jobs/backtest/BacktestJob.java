package io.barograph.jobs.backtest;

import io.barograph.jobs.BarographJob;
import io.barograph.jobs.ingest.Ingested;
import io.barograph.jobs.options.InvalidOptionsException;
import io.barograph.jobs.options.JobOptions;
import io.barograph.jobs.rules.PackRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job on files, or on a range of its topics, in this process: the same pipelines, wired by
 * {@link BarographJob}, between another source and other sinks. Nothing is fed back: rules that
 * read alerts see none, and what they and others of their names tell is left out.
 *
 * <p>Into the folder {@code --output} go {@code input.json}, what was read; {@code
 * transitions.jsonl}, what the topic of alerts would carry, by time; with topics also {@code
 * earlier-transitions.jsonl}, the same before {@code --from}; with a routing file {@code
 * notifications.jsonl}, what receivers would be told; {@code refused.jsonl}, dead letters of series
 * beyond the limits; and with {@code --against} all but the first with {@code against-} before
 * their names.
 */
public final class BacktestJob {
  /** The exit status if packs, options or files cannot be used; the reason is on stderr. */
  public static final int UNUSABLE = 2;

  /** Steps of the clock that make full batches, and hold little of what is to be evaluated. */
  static final StepClock.Steps STEPS = new StepClock.Steps(600_000, 1 << 15);

  private BacktestJob() {}

  /** Reads the files or the topics and runs the job on them. */
  public static void main(String[] arguments) throws Exception {
    try {
      run(BacktestArguments.parse(arguments));
    } catch (InvalidOptionsException unusable) {
      System.err.println(unusable.getMessage());
      System.exit(UNUSABLE);
    }
  }

  static void run(BacktestArguments arguments) throws Exception {
    run(arguments, STEPS);
  }

  static void run(BacktestArguments arguments, StepClock.Steps steps) throws Exception {
    JobOptions options = arguments.options();
    Optional<JobOptions> against = arguments.against();
    SortedSet<String> leftOut = new TreeSet<>(PackRules.read(options).readersOfAlerts());
    against.ifPresent(other -> leftOut.addAll(PackRules.read(other).readersOfAlerts()));
    Path folder = arguments.output();
    Files.createDirectories(folder);
    if (arguments.topics().isEmpty()) {
      InputReader reader = new InputReader(arguments.from(), arguments.to());
      SortedInput input = reader.read(arguments.inputs(), folder, arguments.parallelism());
      reader.summary().write(folder.resolve("input.json"), leftOut);
      Run run = new Run(files(input, steps), arguments, FileDelivery.Times.ALL, leftOut);
      run.execute(options, "");
      if (against.isPresent()) {
        run.execute(against.get(), "against-");
      }
      return;
    }
    TopicInput input = TopicInput.find(arguments, options, against);
    Run run = new Run(input::open, arguments, input.told(), leftOut);
    run.execute(options, "");
    input.writeSummary(leftOut);
    if (against.isPresent()) {
      run.execute(against.get(), "against-");
    }
  }

  private static Inputs files(SortedInput input, StepClock.Steps steps) {
    return (env, options) ->
        Map.of(
            BacktestArguments.INPUT,
            source(
                env, input, StepClock.strategy(steps), "sorted samples", BacktestArguments.INPUT));
  }

  /** What a run reads, by the names of its inputs. */
  private interface Inputs {
    Map<String, DataStream<Ingested>> open(StreamExecutionEnvironment env, JobOptions options);
  }

  /** What the runs of both versions of the rules have in common. */
  private record Run(
      Inputs inputs,
      BacktestArguments arguments,
      FileDelivery.Times told,
      SortedSet<String> leftOut) {
    void execute(JobOptions options, String prefix) throws Exception {
      StreamExecutionEnvironment env =
          StreamExecutionEnvironment.getExecutionEnvironment(flink(options));
      env.setParallelism(arguments.parallelism());
      FileDelivery delivery = new FileDelivery(arguments.output(), prefix, told, leftOut);
      if (options.notifications().isPresent()) {
        delivery.expectNotifications();
      }
      BarographJob.define(
          options,
          inputs.open(env, options),
          () ->
              source(
                  env,
                  SortedInput.NONE,
                  WatermarkStrategy.noWatermarks(),
                  "no alerts",
                  PackRules.FEEDBACK),
          delivery);
      boolean alerts = delivery.finish();
      if (alerts || !arguments.topics().isEmpty()) { // which are counted while they are read
        env.execute("backtest");
      }
    }
  }

  private static DataStream<Ingested> source(
      StreamExecutionEnvironment env,
      SortedInput input,
      WatermarkStrategy<Ingested> clock,
      String name,
      String uid) {
    return env.fromSource(new SortedSamplesSource(input), clock, name)
        .setParallelism(1)
        .uid("source-" + uid);
  }

  private static Configuration flink(JobOptions options) {
    Configuration flink = options.flinkConfiguration();
    flink.set(DeploymentOptions.TARGET, "local");
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    boolean unused = flink.removeConfig(CheckpointingOptions.CHECKPOINTING_INTERVAL);
    return flink;
  }
}
