package io.barograph.core.route;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who is on call when. An override counts most, the last in the list that covers an instant; then
 * the first layer that has somebody. Hand-overs are at a time of the day in the rota's zone, so
 * that a shift in which clocks change is an hour longer or shorter.
 *
 * @param name by which it is asked for
 * @param zone whose days and times count
 * @param layers in the order in which they count
 * @param overrides who stands in for whoever it would be
 */
public record OnCallRota(String name, ZoneId zone, List<Layer> layers, List<StandIn> overrides)
    implements Serializable {
  /** The longest time that {@link #duties} looks over: 92 days. */
  public static final long MAX_SPAN_MILLIS = 92 * 86_400_000L;

  private static final long MINUTE_MILLIS = 60_000;

  /**
   * People who take turns.
   *
   * @param people in their order, at least one
   * @param first the day of the first one's first hand-over; before it nobody of them is on call
   * @param handover the time of the day at which the next one takes over
   * @param everyDays for how many days each stays, at least 1
   * @param active when somebody of them is on call; always if there are none
   */
  public record Layer(
      List<String> people,
      LocalDate first,
      LocalTime handover,
      int everyDays,
      List<TimeInterval> active)
      implements Serializable {
    /** Copies the lists and checks that there is somebody for some time. */
    public Layer {
      people = List.copyOf(people);
      active = List.copyOf(active);
      if (people.isEmpty()) {
        throw new IllegalArgumentException("people must name at least one");
      }
      if (everyDays < 1) {
        throw new IllegalArgumentException("everyDays must be >= 1, was " + everyDays);
      }
    }

    private Optional<String> onCall(long at, ZoneId zone) {
      if (!active.isEmpty() && active.stream().noneMatch(interval -> interval.contains(at))) {
        return Optional.empty();
      }
      ZonedDateTime now = Instant.ofEpochMilli(at).atZone(zone);
      boolean isBeforeHandover = now.toLocalTime().isBefore(handover);
      LocalDate day = now.toLocalDate().minusDays(isBeforeHandover ? 1 : 0);
      long days = ChronoUnit.DAYS.between(first, day);
      if (days < 0) {
        return Optional.empty();
      }
      return Optional.of(people.get((int) (days / everyDays % people.size())));
    }
  }

  /**
   * Somebody who stands in.
   *
   * @param who stands in
   * @param from from when, milliseconds since the epoch
   * @param to when it ends, over {@code from}
   */
  public record StandIn(String who, long from, long to) implements Serializable {
    /** Checks that it lasts. */
    public StandIn {
      if (to <= from) {
        throw new IllegalArgumentException("to must be after from");
      }
    }
  }

  /**
   * That somebody is on call.
   *
   * @param who is
   * @param from from when, milliseconds since the epoch
   * @param to when it ends
   * @param standsIn whether by an override
   */
  public record Duty(String who, long from, long to, boolean standsIn) {}

  /** Copies the lists. */
  public OnCallRota {
    layers = List.copyOf(layers);
    overrides = List.copyOf(overrides);
  }

  /** Who is on call at an instant, milliseconds since the epoch; empty if nobody is. */
  public Optional<String> onCall(long at) {
    Optional<String> standIn = standIn(at);
    for (int i = 0; standIn.isEmpty() && i < layers.size(); i++) {
      Optional<String> person = layers.get(i).onCall(at, zone);
      if (person.isPresent()) {
        return person;
      }
    }
    return standIn;
  }

  /**
   * Who is on call from {@code from} to before {@code to}, in order, to the minute; where nobody is
   * there is a gap.
   *
   * @throws IllegalArgumentException if that is longer than {@link #MAX_SPAN_MILLIS}
   */
  public List<Duty> duties(long from, long to) {
    if (to - from > MAX_SPAN_MILLIS) {
      throw new IllegalArgumentException(
          "at most %d days can be looked over, were %d"
              .formatted(MAX_SPAN_MILLIS / 86_400_000, (to - from) / 86_400_000));
    }
    List<Duty> duties = new ArrayList<>();
    for (long at = from; at < to; ) {
      long next = Math.min(to, (Math.floorDiv(at, MINUTE_MILLIS) + 1) * MINUTE_MILLIS);
      Optional<String> person = onCall(at);
      if (person.isPresent()) {
        append(duties, new Duty(person.get(), at, next, standIn(at).isPresent()));
      }
      at = next;
    }
    return duties;
  }

  private static void append(List<Duty> duties, Duty duty) {
    Duty last = duties.isEmpty() ? null : duties.get(duties.size() - 1);
    boolean goesOn =
        last != null
            && last.to == duty.from
            && last.who.equals(duty.who)
            && last.standsIn == duty.standsIn;
    if (goesOn) {
      duties.set(duties.size() - 1, new Duty(last.who, last.from, duty.to, last.standsIn));
    } else {
      duties.add(duty);
    }
  }

  private Optional<String> standIn(long at) {
    for (int i = overrides.size() - 1; i >= 0; i--) {
      StandIn one = overrides.get(i);
      if (at >= one.from && at < one.to) {
        return Optional.of(one.who);
      }
    }
    return Optional.empty();
  }
}
