package io.barograph.cli.backtest;

import io.barograph.cli.stack.FlinkProgram;
import io.barograph.cli.stack.Installation;
import io.barograph.cli.stack.StackException;
import io.barograph.cli.stack.StackHome;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
    Process process = program.start(installation, MAIN, heap, all);
    Thread end = new Thread(process::destroyForcibly, "end-backtest");
    Runtime.getRuntime().addShutdownHook(end);
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        progress.take(line);
      }
    }
    int status = process.waitFor();
    boolean unused = Runtime.getRuntime().removeShutdownHook(end);
    progress.end();
    String errors = Files.readString(program.errors()).strip();
    if (status == UNUSABLE) {
      throw new UnusableInputException(errors);
    }
    if (status != 0) {
      throw new StackException(
          "the backtest failed with status %d: see %s and %s%s"
              .formatted(status, program.logFile(), program.errors(), memoryHint(errors)));
    }
  }

  private static String memoryHint(String errors) {
    return errors.contains("OutOfMemoryError") ? "; give it more memory with --heap" : "";
  }
}
