package io.barograph.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A day of the desk.
 *
 * @param seed of the desk
 * @param opens the time of its first tick
 * @param session for how long it trades
 * @param schedule what goes wrong, counted from the opening
 */
record DeskDay(long seed, Instant opens, Duration session, FaultSchedule schedule) {
  /** No fault begins before: what is usual is learned of 300 trades at most. */
  private static final Duration LEARNS = Duration.ofMinutes(5);

  /** No fault lasts into this last part, in which is seen what stays. */
  private static final Duration TAIL = Duration.ofMinutes(2);

  private static final Instant FIRST_DAY = Instant.parse("2026-01-05T09:00:00Z");

  /** The day of {@code seed}: each business fault once, at any time; they may overlap. */
  static DeskDay of(long seed, Duration session) {
    SplittableRandom random = new SplittableRandom(~seed);
    List<ScheduledFault> faults = new ArrayList<>();
    for (Fault fault :
        List.of(Fault.STRATEGY_LOSS, Fault.ERROR_BURST, Fault.STALE_QUOTES, Fault.STALE_MODEL)) {
      Duration lasts = lasts(fault);
      long latest = session.minus(TAIL).minus(lasts).toSeconds();
      Duration begins = Duration.ofSeconds(random.nextLong(LEARNS.toSeconds(), latest + 1));
      faults.add(new ScheduledFault(fault, begins, lasts));
    }
    faults.sort(Comparator.comparing(ScheduledFault::begins));
    return new DeskDay(
        seed, FIRST_DAY.plus(Duration.ofDays(seed)), session, new FaultSchedule(faults));
  }

  /** How long a fault lasts: what the alerts that must follow take, and no whole minute more. */
  static Duration lasts(Fault fault) {
    return Duration.ofMinutes(
        switch (fault) {
          case STRATEGY_LOSS -> 3; // one minute of for, one to the next tick, and the loss
          case ERROR_BURST -> 9; // 60 % of five minutes, and five minutes of for
          case STALE_QUOTES -> 2; // a minute of silence
          case STALE_MODEL -> 8; // five minutes of for, one to the next tick, and the labels
          case HOST_CPU -> 0; // is no fault of the desk
        });
  }

  /**
   * How long half of all orders must be rejected until those are 5 % of the last hour's, or of all
   * since the opening: d / 2 > 0.05 (t + d).
   */
  static Duration rejectedInAllOrders(Duration since) {
    Duration hour = Duration.ofHours(1);
    Duration before = since.compareTo(hour) < 0 ? since : hour;
    return Duration.ofSeconds(before.toSeconds() / 9 + 1);
  }
}
