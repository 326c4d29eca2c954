package io.barograph.core.route;

import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * That alerts are not told for a time. With a recurrence it is a maintenance window: it then holds
 * only while one of the recurring intervals is active.
 *
 * @param id unique; empty for one that is yet to be added
 * @param matchers all of which an alert must match
 * @param startsAt from when it holds, milliseconds since the epoch
 * @param endsAt when it no longer holds, over {@code startsAt}, or equal for one that was ended
 *     before it began
 * @param createdBy who wants it
 * @param comment why
 * @param annotations more about it
 * @param updatedAt when it was changed last: of two versions the later counts
 * @param recurrence when it holds between its start and end; all the time if there are none
 */
public record Silence(
    String id,
    List<LabelMatcher> matchers,
    long startsAt,
    long endsAt,
    String createdBy,
    String comment,
    SortedMap<String, String> annotations,
    long updatedAt,
    List<TimeInterval> recurrence)
    implements Serializable {
  /** The most matchers, annotations and recurring intervals, each. */
  public static final int MAX_PARTS = 64;

  /** The longest text of a silence, characters. */
  public static final int MAX_TEXT = 4096;

  /** Copies the collections and checks their bounds. */
  public Silence {
    matchers = List.copyOf(matchers);
    annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    recurrence = List.copyOf(recurrence);
    if (endsAt < startsAt) {
      throw new IllegalArgumentException(
          "endsAt must be >= startsAt, which is %d, was %d".formatted(startsAt, endsAt));
    }
    checkCount("matchers", matchers.size());
    checkCount("annotations", annotations.size());
    checkCount("recurrence", recurrence.size());
    checkLength("id", id);
    checkLength("createdBy", createdBy);
    checkLength("comment", comment);
    annotations.forEach(Silence::checkAnnotation);
    matchers.forEach(matcher -> checkAnnotation(matcher.name(), matcher.value()));
  }

  /** Where it stands at a time. */
  public enum State {
    /** It does not hold yet. */
    PENDING,
    /** It holds, or would if its recurrence did. */
    ACTIVE,
    /** It holds no longer. */
    EXPIRED
  }

  /** Where it stands at an instant: active from its start to before its end. */
  public State state(long now) {
    if (now >= endsAt) {
      return State.EXPIRED;
    }
    return now < startsAt ? State.PENDING : State.ACTIVE;
  }

  /** True if it holds at an instant, for the alerts that it matches. */
  public boolean holds(long now) {
    return state(now) == State.ACTIVE
        && (recurrence.isEmpty()
            || recurrence.stream().anyMatch(interval -> interval.contains(now)));
  }

  /** True if an alert matches all its matchers. */
  public boolean matches(Labels alert) {
    return matchers.stream().allMatch(matcher -> matcher.matches(alert));
  }

  /** This silence, given an id, a time and a version. */
  Silence with(String newId, long newStart, long newEnd, long version) {
    return new Silence(
        newId, matchers, newStart, newEnd, createdBy, comment, annotations, version, recurrence);
  }

  private static void checkAnnotation(String name, String value) {
    checkLength("a name", name);
    checkLength(name, value);
  }

  private static void checkCount(String what, int count) {
    if (count > MAX_PARTS) {
      throw new IllegalArgumentException(
          "%s must be at most %d, were %d".formatted(what, MAX_PARTS, count));
    }
  }

  private static void checkLength(String what, String text) {
    if (text.length() > MAX_TEXT) {
      throw new IllegalArgumentException(
          "%s of a silence must be at most %d characters long, was %d"
              .formatted(what, MAX_TEXT, text.length()));
    }
  }
}
