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
 * The job on files in place of topics, in this process: the same pipelines, wired by {@link
 * BarographJob}, between another source and other sinks. Nothing is fed back: rules that read
 * alerts see none, and what they and others of their names tell is left out.
 *
 * <p>Into the folder {@code --output} go {@code input.json}, what was read; {@code
 * transitions.jsonl}, what the topic of alerts would carry, by time; {@code refused.jsonl}, dead
 * letters of series beyond the limits; and with {@code --against} the latter two with {@code
 * against-} before their names.
 */
public final class BacktestJob {
  /** The exit status if packs, options or files cannot be used; the reason is on stderr. */
  public static final int UNUSABLE = 2;

  /** Steps of the clock that make full batches, and hold little of what is to be evaluated. */
  static final StepClock.Steps STEPS = new StepClock.Steps(600_000, 1 << 15);

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
    run(arguments, STEPS);
  }

  static void run(BacktestArguments arguments, StepClock.Steps steps) throws Exception {
    JobOptions options = arguments.options();
    Optional<JobOptions> against = arguments.against();
    List<SampleFile> files = arguments.inputs();
    SortedSet<String> leftOut = new TreeSet<>(PackRules.read(options).readersOfAlerts());
    against.ifPresent(other -> leftOut.addAll(PackRules.read(other).readersOfAlerts()));
    Path folder = arguments.output();
    Files.createDirectories(folder);
    InputReader reader = new InputReader(arguments.from(), arguments.to());
    SortedInput input = reader.read(files, folder, arguments.parallelism());
    reader.summary().write(folder.resolve("input.json"), leftOut);
    Run run = new Run(input, arguments.parallelism(), steps, leftOut, folder);
    run.execute(options, "");
    if (against.isPresent()) {
      run.execute(against.get(), "against-");
    }
  }

  /** What the runs of both versions of the rules have in common. */
  private record Run(
      SortedInput input,
      int parallelism,
      StepClock.Steps steps,
      SortedSet<String> leftOut,
      Path folder) {
    void execute(JobOptions options, String prefix) throws Exception {
      StreamExecutionEnvironment env =
          StreamExecutionEnvironment.getExecutionEnvironment(flink(options));
      env.setParallelism(parallelism);
      DataStream<Ingested> samples =
          source(env, input, StepClock.strategy(steps), "sorted samples", BacktestArguments.INPUT);
      Path transitions = folder.resolve(prefix + "transitions.jsonl");
      Files.deleteIfExists(transitions);
      FileDelivery delivery =
          new FileDelivery(transitions, folder.resolve(prefix + "refused.jsonl"), leftOut);
      BarographJob.define(
          options,
          Map.of(BacktestArguments.INPUT, samples),
          () ->
              source(
                  env,
                  input.none(),
                  WatermarkStrategy.noWatermarks(),
                  "no alerts",
                  PackRules.FEEDBACK),
          delivery);
      if (delivery.finish()) {
        env.execute("backtest");
      } else {
        Files.createFile(transitions); // no rule alerts
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
