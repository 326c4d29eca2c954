package io.barograph.cli.backtest;

import io.barograph.cli.stack.FlinkProgram;
import io.barograph.cli.stack.Installation;
import io.barograph.cli.stack.StackException;
import io.barograph.cli.stack.StackHome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The job on files or topics, in a process of its own.
 *
 * @param home the folder that everything is written to
 */
public record BacktestRun(StackHome home) {
  private static final String MAIN = "io.barograph.jobs.backtest.BacktestJob";
  private static final int UNUSABLE = 2;

  /** The folder of what the job writes. */
  private Path results() {
    return home.data();
  }

  /** What was read. */
  public Path input() {
    return results().resolve("input.json");
  }

  /** What the topic of alerts would carry. */
  public Path transitions() {
    return results().resolve("transitions.jsonl");
  }

  /** The same of the rules that were compared with. */
  public Path against() {
    return results().resolve("against-transitions.jsonl");
  }

  /** With topics, what it would carry before the range of time. */
  Path earlier() {
    return results().resolve("earlier-transitions.jsonl");
  }

  /** The same of the rules that were compared with. */
  public Path earlierAgainst() {
    return results().resolve("against-earlier-transitions.jsonl");
  }

  /** What receivers would be told; written if there is a routing file. */
  public Path notifications() {
    return results().resolve("notifications.jsonl");
  }

  /** The same by the rules that were compared with. */
  public Path notificationsAgainst() {
    return results().resolve("against-notifications.jsonl");
  }

  /** Dead letters of series beyond the limits. */
  public Path refusedSeries() {
    return results().resolve("refused.jsonl");
  }

  /**
   * Runs the job to its end.
   *
   * @param arguments those of the job, but for its output
   * @param progress is told every line that the job prints of its progress
   * @throws UnusableInputException if packs, options or files cannot be used
   * @throws StackException if the job fails
   */
  public void execute(
      Installation installation, String heap, List<String> arguments, ProgressLine progress)
      throws IOException, InterruptedException {
    FlinkProgram program = new FlinkProgram(home, "backtest");
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of("--output", results().toString()));
    FlinkProgram.Outcome outcome = program.run(installation, MAIN, heap, all, progress::take);
    progress.end();
    if (outcome.status() == UNUSABLE) {
      throw new UnusableInputException(outcome.errors());
    }
    if (outcome.status() != 0) {
      throw program.failed(outcome);
    }
  }
}
