package io.barograph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Days of a thousand series at 15 s against 20 rules, by the command, from {@link BacktestHistory}:
 * how long it takes, and the most memory that the process which evaluates ever has.
 *
 * <p>{@code ./mvnw verify -Dtest=None -Dit.test=BacktestBenchmark
 * -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false}; {@code
 * -Dbacktest.days=30} takes more days, {@code -Dbacktest.kinds=CSV,OPENMETRICS} other files, {@code
 * -Dbacktest.interval=1m} another interval of evaluation. A day is 95 MB to 1.2 GB of temporary
 * files.
 */
class BacktestBenchmark {
  private static final int DAYS = Integer.getInteger("backtest.days", 1);
  private static final String INTERVAL = System.getProperty("backtest.interval", "15s");
  private static final List<BacktestHistory.Kind> KINDS =
      Arrays.stream(System.getProperty("backtest.kinds", "OPENMETRICS").split(",", -1))
          .map(BacktestHistory.Kind::valueOf)
          .toList();

  @TempDir private Path folder;

  private final AtomicLong mostKibibytes = new AtomicLong();

  @Test
  void takesMinutesForAMonth() throws Exception {
    Path rules = BacktestHistory.writeRules(folder.resolve("rules.yml"));
    for (BacktestHistory.Kind kind : KINDS) {
      Path file = new BacktestHistory().write(folder, kind, DAYS);
      StringWriter told = new StringWriter();
      mostKibibytes.set(0);
      long begun = System.nanoTime();
      int status = watched(rules, file, new PrintWriter(told, true));
      double seconds = (System.nanoTime() - begun) / 1e9;
      assertThat(status).as(told.toString()).isZero();
      long samples =
          (long) DAYS
              * BacktestHistory.ROUNDS_OF_DAY
              * BacktestHistory.METRICS
              * BacktestHistory.INSTANCES;
      System.out.printf(
          Locale.ROOT,
          "backtest: %d days as %s, %,d MB: %.1f s, %,.0f samples/s, %,d MiB%n%s",
          DAYS,
          kind,
          Files.size(file) / 1_000_000,
          seconds,
          samples / seconds,
          mostKibibytes.get() / 1024,
          told);
      Files.delete(file);
    }
  }

  private int watched(Path rules, Path file, PrintWriter err) {
    ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
    try {
      var unused = watch.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
      CommandLine line = BarographCommand.commandLine();
      line.setErr(err);
      line.setOut(new PrintWriter(new StringWriter()));
      return line.execute(
          "backtest",
          "--rules",
          rules.toString(),
          "--input",
          file.toString(),
          "--interval",
          INTERVAL,
          "--html",
          folder.resolve("report.html").toString());
    } finally {
      watch.shutdownNow();
    }
  }

  /** Looks at the most memory that each process below this one ever had. */
  private void look() {
    ProcessHandle.current()
        .descendants()
        .map(process -> Path.of("/proc", Long.toString(process.pid()), "status"))
        .forEach(
            status -> {
              try {
                Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .forEach(most -> mostKibibytes.accumulateAndGet(most, Math::max));
              } catch (IOException gone) {
                // the process has ended since
              }
            });
  }
}
