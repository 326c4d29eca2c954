package io.barograph.core.route;

import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.core.route.SilenceAnswer.Outcome;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All silences, by id. One whose matchers change is ended and has a successor, so that what was
 * silenced by which can be told afterwards; expired ones are kept for that for a while. Every time
 * is an argument: the effective time of a command. Not thread-safe.
 */
public final class SilenceBook {
  /** Expired silences are kept so long: 120 h. */
  public static final long RETENTION_MILLIS = 432_000_000;

  /** The most silences, expired ones counted. */
  public static final int MAX_SILENCES = 10_000;

  private static final byte FORMAT = 1;

  /** Values that have nothing in common: what accepts all of them tells no alerts apart. */
  private static final List<String> UNLIKE_VALUES =
      List.of("a", "Z", "0", "9f3c:7", " ", "-", "\u4e2d\u6587", "x.y/q_1", "barograph probe");

  /* Of two versions the later counts; of two of one time the one that ends later. */
  private static final Comparator<Silence> VERSION_ORDER =
      Comparator.comparingLong(Silence::updatedAt).thenComparingLong(Silence::endsAt);

  private final Map<String, Silence> byId = new TreeMap<>();

  /**
   * Adds a silence, or changes the one of the same id. That one keeps its id if its matchers and
   * recurrence stay the same, and, while it is active, its start; otherwise it is ended and a new
   * one takes its place. What is new does not start before now.
   *
   * @param wanted without an id to add it
   * @param newId for the silence if it is new
   * @param everything whether it is meant to match every alert
   */
  public SilenceAnswer put(Silence wanted, String newId, boolean everything, long now) {
    Silence old = byId.get(wanted.id());
    Optional<Outcome> refusal = refusal(wanted, old, everything, now);
    if (refusal.isPresent()) {
      return SilenceAnswer.refused(refusal.get());
    }
    if (old != null && canBecome(old, wanted, now)) {
      return keep(Outcome.UPDATED, wanted.with(old.id(), wanted.startsAt(), wanted.endsAt(), now));
    }
    if (byId.size() >= MAX_SILENCES) {
      return SilenceAnswer.refused(Outcome.TOO_MANY);
    }
    Optional<Silence> replaced =
        old == null || old.state(now) == Silence.State.EXPIRED
            ? Optional.empty()
            : expire(old.id(), now).silence();
    long startsAt = Math.max(now, wanted.startsAt());
    Silence added = wanted.with(newId, startsAt, wanted.endsAt(), now);
    byId.put(newId, added);
    return new SilenceAnswer(
        old == null ? Outcome.CREATED : Outcome.REPLACED, Optional.of(added), replaced);
  }

  /** Ends a silence now; nothing changes if it has ended. */
  public SilenceAnswer expire(String id, long now) {
    Silence silence = byId.get(id);
    if (silence == null) {
      return SilenceAnswer.refused(Outcome.NOT_FOUND);
    }
    return switch (silence.state(now)) {
      case EXPIRED -> SilenceAnswer.of(Outcome.WAS_EXPIRED, silence);
      case ACTIVE -> keep(Outcome.EXPIRED, silence.with(id, silence.startsAt(), now, now));
      case PENDING -> keep(Outcome.EXPIRED, silence.with(id, now, now, now));
    };
  }

  /** Takes a silence as it stands in another book, unless a later version of it is known. */
  public void merge(Silence silence) {
    byId.merge(silence.id(), silence, (own, other) -> later(own, other));
  }

  /** The ids of the silences that hold for an alert at an instant, in ascending order. */
  public List<String> silencedBy(Labels alert, long now) {
    List<String> ids = new ArrayList<>();
    for (Silence silence : byId.values()) {
      if (silence.holds(now) && silence.matches(alert)) {
        ids.add(silence.id());
      }
    }
    return ids;
  }

  /** Forgets what expired long ago. */
  public void forget(long now) {
    byId.values().removeIf(silence -> now - RETENTION_MILLIS >= silence.endsAt());
  }

  /** The silence of an id. */
  public Optional<Silence> silence(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** All silences in ascending order of their ids. */
  public Collection<Silence> silences() {
    return Collections.unmodifiableCollection(byId.values());
  }

  /** True if every matcher accepts values that have nothing in common. */
  static boolean matchesEverything(List<LabelMatcher> matchers) {
    return matchers.stream().allMatch(matcher -> UNLIKE_VALUES.stream().allMatch(matcher::matches));
  }

  /* As in Alertmanager, != and !~ ask for something, though they match the empty text. */
  private static boolean asksForEmpty(LabelMatcher matcher) {
    boolean isPositive =
        matcher.type() == LabelMatcher.Type.EQUAL || matcher.type() == LabelMatcher.Type.REGEX;
    return isPositive && matcher.matches("");
  }

  private Optional<Outcome> refusal(Silence wanted, Silence old, boolean everything, long now) {
    if (old == null && !wanted.id().isEmpty()) {
      return Optional.of(Outcome.NOT_FOUND);
    }
    if (wanted.matchers().stream().allMatch(SilenceBook::asksForEmpty)) {
      return Optional.of(Outcome.MATCHES_EMPTY);
    }
    if (!everything && matchesEverything(wanted.matchers())) {
      return Optional.of(Outcome.MATCHES_EVERYTHING);
    }
    if (wanted.endsAt() <= wanted.startsAt()) {
      return Optional.of(Outcome.ENDS_BEFORE_START);
    }
    return wanted.endsAt() <= now ? Optional.of(Outcome.ENDS_IN_THE_PAST) : Optional.empty();
  }

  private static boolean canBecome(Silence old, Silence wanted, long now) {
    boolean sameAlerts =
        new HashSet<>(old.matchers()).equals(new HashSet<>(wanted.matchers()))
            && old.recurrence().equals(wanted.recurrence());
    return sameAlerts
        && switch (old.state(now)) {
          case ACTIVE -> old.startsAt() == wanted.startsAt();
          case PENDING -> wanted.startsAt() >= now;
          case EXPIRED -> false;
        };
  }

  private SilenceAnswer keep(Outcome outcome, Silence silence) {
    byId.put(silence.id(), silence);
    return SilenceAnswer.of(outcome, silence);
  }

  private static Silence later(Silence own, Silence other) {
    return VERSION_ORDER.compare(own, other) >= 0 ? own : other;
  }

  /** Writes all of it, for {@link #read}. */
  public void write(DataOutput out) throws IOException {
    out.writeByte(FORMAT);
    out.writeInt(byId.size());
    for (Silence silence : byId.values()) {
      SilenceCodec.write(silence, out);
    }
  }

  /** What {@link #write} wrote. */
  public static SilenceBook read(DataInput in) throws IOException {
    byte format = in.readByte();
    if (format != FORMAT) {
      throw new IOException("a book of silences of format %d is not known".formatted(format));
    }
    SilenceBook book = new SilenceBook();
    for (int count = in.readInt(); count > 0; count--) {
      Silence silence = SilenceCodec.read(in);
      book.byId.put(silence.id(), silence);
    }
    return book;
  }
}
