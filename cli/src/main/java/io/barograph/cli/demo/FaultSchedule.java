package io.barograph.cli.demo;

import io.barograph.cli.desk.DeskFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * All faults of a demonstration in the order of their beginning.
 *
 * @param faults with their times
 */
public record FaultSchedule(List<ScheduledFault> faults) {
  /** The shortest demonstration in which every fault has its alert fired and resolved. */
  public static final Duration SHORTEST = Duration.ofSeconds(150);

  private static final Duration ROUND = Duration.ofMinutes(3);

  public FaultSchedule {
    faults = List.copyOf(faults);
  }

  /**
   * The schedule of a demonstration: one round of all faults, and one more for each further three
   * minutes.
   *
   * @throws IllegalArgumentException if {@code duration} is below {@link #SHORTEST}
   */
  public static FaultSchedule of(Duration duration) {
    if (duration.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException(
          "duration must be at least %d s so that every alert can resolve, was %d s"
              .formatted(SHORTEST.toSeconds(), duration.toSeconds()));
    }
    long rounds = Math.max(1, duration.dividedBy(ROUND));
    List<ScheduledFault> faults = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      Duration begin = ROUND.multipliedBy(round);
      faults.add(fault(Fault.HOST_CPU, begin.plusSeconds(30), 20));
      faults.add(fault(Fault.STALE_MODEL, begin.plusSeconds(45), 20));
      faults.add(fault(Fault.STRATEGY_LOSS, begin.plusSeconds(60), 15));
      faults.add(fault(Fault.ERROR_BURST, begin.plusSeconds(75), 15));
      faults.add(fault(Fault.STALE_QUOTES, begin.plusSeconds(90), 20));
    }
    return new FaultSchedule(faults);
  }

  private static ScheduledFault fault(Fault fault, Duration begins, int seconds) {
    return new ScheduledFault(fault, begins, Duration.ofSeconds(seconds));
  }

  /** What goes wrong on the desk {@code elapsed} after the beginning. */
  public Set<DeskFault> deskFaultsAt(Duration elapsed) {
    Set<DeskFault> active = EnumSet.noneOf(DeskFault.class);
    faults.stream()
        .filter(fault -> fault.isActive(elapsed))
        .flatMap(fault -> fault.fault().deskFault().stream())
        .forEach(active::add);
    return active;
  }
}
