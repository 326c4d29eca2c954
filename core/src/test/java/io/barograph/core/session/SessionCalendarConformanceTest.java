package io.barograph.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Every answer against the source: its own probes and sessions, instants kept and instants new. */
final class SessionCalendarConformanceTest {
  private static final int PROBES = 180;
  private static final int DAYS = 2_004;
  private static final int GOLDEN = 2_997;
  private static final int NEW_INSTANTS = 500;

  private final List<String> failed = new ArrayList<>();
  private int passed;
  private int skipped;

  @Test
  void everyProbeIsExact() throws IOException {
    Path probes = shared("probes.json");
    for (JsonNode probe : new ObjectMapper().readTree(probes.toFile()).get("probes")) {
      check(
          probe.get("calendar").asText().replace("24-5", "24x5"),
          probe.get("from_t").asLong(),
          probe.get("t").asLong(),
          probe.get("is_open").asBoolean(),
          probe.get("open_seconds_between").asLong());
    }
    finish("probes", PROBES);
  }

  @Test
  void everySessionIsExact() throws IOException {
    for (String name : List.of("XNYS", "XTKS", "24-5")) {
      List<String> rows = Files.readAllLines(shared(name + ".csv"));
      SessionCalendar calendar = calendar(name.replace("24-5", "24x5"));
      LocalDate last = null;
      for (String row : rows.subList(1, rows.size())) {
        String[] fields = row.split(",", -1);
        LocalDate day = LocalDate.parse(fields[0]);
        boolean noOther = last == null || hasNoSessionBetween(calendar, last, day);
        last = day;
        report(noOther && isAsIn(calendar, day, fields), name + " " + row);
      }
    }
    finish("sessions", DAYS);
  }

  private static boolean isAsIn(SessionCalendar calendar, LocalDate day, String[] fields) {
    long open = Instant.parse(fields[1]).toEpochMilli();
    long close = Instant.parse(fields[2]).toEpochMilli();
    boolean hasBreak = !fields[3].isEmpty();
    long from = hasBreak ? Instant.parse(fields[3]).toEpochMilli() : close;
    long to = hasBreak ? Instant.parse(fields[4]).toEpochMilli() : close;
    return calendar.sessionDay(open).orElseThrow().equals(day)
        && calendar.isOpen(open) == Openness.OPEN
        && calendar.nextOpen(from).orElseThrow()
            == (hasBreak ? to : calendar.nextOpen(to).orElseThrow())
        && calendar.openMillisBetween(open, close).orElseThrow() == close - open - (to - from)
        && calendar.openMillisBetween(open - 1, open).orElseThrow() == openBefore(calendar, open)
        && calendar.sessionDay(close - 1).orElseThrow().equals(day);
  }

  /** One millisecond where a session adjoins the one before it. */
  private static long openBefore(SessionCalendar calendar, long open) {
    return calendar.isOpen(open - 1) == Openness.OPEN ? 1 : 0;
  }

  private static boolean hasNoSessionBetween(
      SessionCalendar calendar, LocalDate last, LocalDate day) {
    for (LocalDate between = last.plusDays(1);
        between.isBefore(day);
        between = between.plusDays(1)) {
      long noon = between.atTime(12, 0).atZone(calendar.zone()).toInstant().toEpochMilli();
      if (!calendar.sessionDay(noon).orElseThrow().equals(day)) {
        return false;
      }
    }
    return true;
  }

  @Test
  void everyKeptInstantIsExact() throws IOException {
    try (Reader in =
        new InputStreamReader(
            SessionCalendarConformanceTest.class.getResourceAsStream("instants.csv"),
            StandardCharsets.UTF_8)) {
      checkAll(in);
    }
    finish("kept instants", GOLDEN);
  }

  /**
   * Needs a python3 that has the package; -Dcalendars.python=... names another. Instants behind the
   * end of what ships, which the package knows from a later day on, are skipped.
   */
  @Test
  void newInstantsAreExact() throws IOException, InterruptedException {
    String python = System.getProperty("calendars.python", "python3");
    Path script = Path.of("../deploy/calendars/generate.py");
    assumeTrue(Files.exists(script), "skipped: there is no " + script);
    assumeTrue(hasPackage(python), "skipped: %s has no exchange_calendars".formatted(python));
    int seed = new Random().nextInt(1_000_000);
    Process process =
        new ProcessBuilder(
                python,
                script.toString(),
                "--golden",
                "-",
                "--seed",
                "" + seed,
                "--count",
                "" + NEW_INSTANTS)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (Reader in = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
      checkAll(in);
    }
    assertThat(process.waitFor()).isZero();
    finish("new instants of seed " + seed, 9 * NEW_INSTANTS);
  }

  private static boolean hasPackage(String python) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(python, "-c", "import exchange_calendars").start();
      return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  private void checkAll(Reader csv) throws IOException {
    BufferedReader lines = new BufferedReader(csv);
    lines.readLine();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] fields = line.split(",", -1);
      check(
          fields[0],
          Long.parseLong(fields[1]),
          Long.parseLong(fields[2]),
          fields[3].equals("1"),
          Long.parseLong(fields[4]));
    }
  }

  private void check(String name, long from, long at, boolean isOpen, long seconds) {
    SessionCalendar calendar = calendar(name);
    if (at * 1_000 >= calendar.lastKnown()) {
      skipped++;
      return;
    }
    Openness openness = calendar.isOpen(at * 1_000);
    long millis = calendar.openMillisBetween(from * 1_000, at * 1_000).orElse(-1);
    report(
        openness == (isOpen ? Openness.OPEN : Openness.CLOSED) && millis == seconds * 1_000,
        "%s %d to %d: %s %d ms, expected %s %d s"
            .formatted(name, from, at, openness, millis, isOpen, seconds));
  }

  private void report(boolean isRight, String what) {
    if (isRight) {
      passed++;
    } else {
      failed.add(what);
    }
  }

  private void finish(String what, int least) {
    System.out.printf(
        "%s: %d passed, %d failed, %d skipped%n", what, passed, failed.size(), skipped);
    assertThat(failed.subList(0, Math.min(5, failed.size()))).isEmpty();
    assertThat(passed).isGreaterThanOrEqualTo(least);
  }

  private static SessionCalendar calendar(String name) {
    return SessionCalendars.named(name).orElseThrow();
  }

  private static Path shared(String name) {
    Path path =
        Path.of(System.getProperty("shared.data", "../shared/data"), "quant/calendars", name);
    assumeTrue(Files.exists(path), "skipped: there is no " + path);
    return path;
  }
}
