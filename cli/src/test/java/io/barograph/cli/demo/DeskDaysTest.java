package io.barograph.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.cli.demo.DayVerdict.Detection;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * How often shipped alerts are right about the demonstration's desk: the whole job on seeded days
 * of it, in event time. A day is twenty minutes of trading at one tick a second, not twenty-four
 * hours, with each business fault once at a seeded time.
 *
 * <p>{@code -Ddesk.days} says how many days, {@code -Ddesk.seed} the first one's seed, {@code
 * -Ddesk.minutes} for how long each trades.
 */
class DeskDaysTest {
  private static final int DAYS = Integer.getInteger("desk.days", 10);
  private static final long FIRST_SEED = Long.getLong("desk.seed", 1);
  private static final Duration SESSION =
      Duration.ofMinutes(Integer.getInteger("desk.minutes", 20));
  private static final double LEAST_ACCURACY = 0.95;

  private static final Path RULES = Path.of(System.getProperty("barograph.project"), "rules");

  @Test
  void shippedAlertsAreRightAboutTheDesk() throws Exception {
    List<Path> packs = packs("business", "market-data", "models", "services", "slo", "exchanges");
    Duration sampling = Duration.ofSeconds(5); // the default
    AlertTimes times = AlertTimes.read(packs, sampling);
    List<DayVerdict> verdicts = new ArrayList<>();
    List<String> falsely = new ArrayList<>();
    for (long seed = FIRST_SEED; seed < FIRST_SEED + DAYS; seed++) {
      DeskDay day = DeskDay.of(seed, SESSION);
      DayVerdict verdict = new DayVerdict(times, day, DeskJob.run(packs, sampling, day), false);
      verdicts.add(verdict);
      for (String alert : verdict.falsely()) {
        falsely.add("seed %d: %s".formatted(seed, alert));
      }
      for (Detection missed : verdict.missed()) {
        System.out.printf("desk days: missed, seed %d: %s%n", seed, missed);
      }
    }
    falsely.forEach(alert -> System.out.println("desk days: false, " + alert));
    printAlerts(verdicts);
    double accuracy = print("desk days", verdicts);

    assertThat(falsely).as("alerts on what is healthy").isEmpty();
    assertThat(accuracy).isGreaterThanOrEqualTo(LEAST_ACCURACY);
  }

  @Test
  void theDemonstrationsFaultsAreFlaggedWithinTheTimesOfItsSchedule() throws Exception {
    List<Path> packs = packs("trading-demo");
    Duration sampling = Duration.ofSeconds(1); // as the demonstration has it
    AlertTimes times = AlertTimes.read(packs, sampling);
    Duration session = Duration.ofMinutes(3);
    List<DayVerdict> verdicts = new ArrayList<>();
    for (long seed = FIRST_SEED; seed < FIRST_SEED + 3; seed++) {
      Instant opens = Instant.parse("2026-01-05T09:00:00Z").plusMillis(1_370 * seed);
      DeskDay day = new DeskDay(seed, opens, session, FaultSchedule.of(session));
      DayVerdict verdict = new DayVerdict(times, day, DeskJob.run(packs, sampling, day), true);
      verdicts.add(verdict);
      assertThat(verdict.falsely()).as("alerts on what is healthy, seed %d", seed).isEmpty();
      assertThat(verdict.missed()).as("seed %d", seed).isEmpty();
      assertThat(verdict.unresolved()).as("seed %d", seed).isEmpty();
    }
    print("desk schedule", verdicts);
  }

  private static List<Path> packs(String... names) {
    return Stream.of(names).map(RULES::resolve).toList();
  }

  /** Prints the sum; returns the accuracy, 0 to 1. */
  private static double print(String what, List<DayVerdict> verdicts) {
    int right = verdicts.stream().mapToInt(DayVerdict::right).sum();
    int wrong = verdicts.stream().mapToInt(verdict -> verdict.falsely().size()).sum();
    int missed = verdicts.stream().mapToInt(verdict -> verdict.missed().size()).sum();
    double accuracy = (double) right / (right + wrong + missed);
    long passed = verdicts.stream().filter(DayVerdict::isFaultless).count();
    String medians =
        firstOfEachFault(verdicts).entrySet().stream()
            .map(one -> "%s %d s".formatted(one.getKey(), median(one.getValue()).toSeconds()))
            .collect(Collectors.joining(", "));
    System.out.printf(
        "%s: %d passed, %d failed, 0 skipped (accuracy %.1f %%: %d right, %d false, %d missed;"
            + " median time to detect %s)%n",
        what, passed, verdicts.size() - passed, 100 * accuracy, right, wrong, missed, medians);
    return accuracy;
  }

  /** How long the first alert of each fault took, of all faults of a kind. */
  private static Map<Fault, List<Duration>> firstOfEachFault(List<DayVerdict> verdicts) {
    Map<Fault, List<Duration>> delays = new TreeMap<>();
    for (DayVerdict verdict : verdicts) {
      verdict.detections().stream()
          .collect(Collectors.groupingBy(Detection::fault))
          .forEach(
              (fault, some) ->
                  some.stream()
                      .flatMap(one -> one.delay().stream())
                      .min(Duration::compareTo)
                      .ifPresent(
                          first ->
                              delays
                                  .computeIfAbsent(fault.fault(), any -> new ArrayList<>())
                                  .add(first)));
    }
    return delays;
  }

  private static void printAlerts(List<DayVerdict> verdicts) {
    verdicts.stream()
        .flatMap(verdict -> verdict.detections().stream())
        .collect(
            Collectors.groupingBy(
                one -> one.consequence().alert(), TreeMap::new, Collectors.toList()))
        .forEach(
            (alert, all) -> {
              List<Duration> delays = all.stream().flatMap(one -> one.delay().stream()).toList();
              List<Duration> due = all.stream().flatMap(one -> one.due().stream()).toList();
              System.out.printf(
                  "desk days: %-28s fired %3d times, median %s, latest %s; due %3d times, at %s%n",
                  alert,
                  delays.size(),
                  seconds(delays, DeskDaysTest::median),
                  seconds(delays, DeskDaysTest::latest),
                  due.size(),
                  seconds(due, DeskDaysTest::latest));
            });
  }

  private static String seconds(List<Duration> some, Function<List<Duration>, Duration> which) {
    return some.isEmpty() ? "-" : which.apply(some).toSeconds() + " s";
  }

  private static Duration latest(List<Duration> some) {
    return some.stream().max(Duration::compareTo).orElseThrow();
  }

  private static Duration median(List<Duration> some) {
    return some.stream().sorted().toList().get(some.size() / 2);
  }
}
