package io.barograph.core.alert;

import static io.barograph.core.alert.AlertState.NEVER;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The alert that is published for one label set, merged from the alerts of all rules that give it:
 * its owners.
 *
 * <p>The transitions of one tick are taken together, so the order in which they come does not
 * matter. With one owner, what is told is what the owner tells.
 *
 * @param told the alert as it was told last, with the duplicates of since then, or null
 * @param parts the last transition of each owner, in {@link Owner#ORDER}; those that have ended too
 */
public record MergedAlert(Alert told, List<Alert> parts) {
  /*
   * Of the owners whose alert is alive, one leads: the one of highest rank, then the one that
   * started first, then the first in order. The merged alert has the leading owner's status, value,
   * annotations and origin, and the most urgent priority of all.
   *   - Ranks: firing, silent after it fired, pending, silent and never fired. So what fired stays
   *     said while its data is missing, and a pending owner with data outweighs one without.
   *   - An episode begins with its first owner and ends with its last; activeAt never changes, firedAt
   *     is the earliest of all, the version counts what was told.
   *   - A transition is told if status, leading owner or priority changed. An owner that joins or
   *     leaves beside the leading one is told with the next transition.
   *   - The reason is that of the leading owner's transition; if it has none at this tick, of the
   *     owner that led before; else of the first in order.
   *   - Of the owners that begin to fire while the alert fires, each is a duplicate; of those with
   *     which it begins to, all but one are. The count is told with the next transition.
   *   - A transition that is not its episode's first, of an owner that is not known yet, comes from
   *     the time when its owner was the only one of that name. The merged alert goes on under its id
   *     if it can; otherwise the end of that id is told, once.
   */

  /** No owner has told anything yet. */
  public static final MergedAlert NONE = new MergedAlert(null, List.of());

  private static final Comparator<Alert> LEADING_FIRST =
      Comparator.comparingInt(MergedAlert::rank)
          .thenComparingLong(MergedAlert::start)
          .thenComparing(MergedAlert::owner, Owner.ORDER);

  private static final Comparator<Alert> IN_ORDER_OF_TELLING =
      Comparator.comparingLong((Alert part) -> part.state().activeAt())
          .thenComparingInt(part -> part.state().version());

  private static final Comparator<Alert> IN_ORDER_OF_OWNERS =
      Comparator.comparing(MergedAlert::owner, Owner.ORDER).thenComparing(IN_ORDER_OF_TELLING);

  public MergedAlert {
    parts = List.copyOf(parts);
  }

  /**
   * What one tick brings.
   *
   * @param alert the alert after it
   * @param told what is to be published, in this order
   */
  public record Step(MergedAlert alert, List<Alert> told) {}

  /**
   * The alert after one tick.
   *
   * @param transitions what owners told at the tick, in any order; each names one owner. One that
   *     is not newer than what its owner told before changes nothing
   * @param tick milliseconds of event time
   */
  public Step after(Collection<Alert> transitions, long tick) {
    SortedMap<Owner, Alert> now = new TreeMap<>(Owner.ORDER);
    parts.forEach(part -> now.put(owner(part), part));
    SortedMap<Owner, Alert> changed = new TreeMap<>(Owner.ORDER);
    List<Alert> toldAlone = new ArrayList<>();
    int begunToFire = 0;
    for (Alert transition : transitions.stream().sorted(IN_ORDER_OF_OWNERS).toList()) {
      Alert known = now.put(owner(transition), transition);
      if (known != null && IN_ORDER_OF_TELLING.compare(known, transition) >= 0) {
        now.put(owner(transition), known);
        continue;
      }
      changed.put(owner(transition), transition);
      begunToFire += fires(transition) && (known == null || !fires(known)) ? 1 : 0;
      if (known == null && wasToldAlone(transition)) {
        toldAlone.add(transition);
      }
    }
    Optional<Alert> leading = leading(now.values());
    if (changed.isEmpty() || (leading.isEmpty() && !lasts() && toldAlone.isEmpty())) {
      return new Step(this, List.of());
    }
    Alert next;
    if (leading.isPresent()) {
      next = alive(leading.get(), now, changed, tick, toldAlone.isEmpty());
    } else {
      next = lasts() ? ended(changed, tick) : toldAlone.get(0);
    }
    next = next.withDuplicates(duplicates(next, begunToFire));
    List<Alert> news = new ArrayList<>();
    for (Alert alone : toldAlone) {
      if (alone.state().activeAt() != next.state().activeAt()) {
        news.add(endOf(alone, tick));
      }
    }
    if (told == null || !next.state().equals(told.state())) {
      news.add(next);
    }
    return new Step(new MergedAlert(next, List.copyOf(now.values())), news);
  }

  /** True if the alert ended so long ago that nothing needs to be remembered of it. */
  public boolean isForgotten(long tick) {
    return told != null && AlertLifecycle.isForgotten(told.state(), tick);
  }

  private int duplicates(Alert next, int begunToFire) {
    int before = lasts() ? told.duplicates() : 0;
    boolean tellsFiring = fires(next) && !(lasts() && fires(told));
    return Math.addExact(before, Math.max(0, tellsFiring ? begunToFire - 1 : begunToFire));
  }

  private boolean lasts() {
    return told != null && told.state().status().isAlive();
  }

  private Alert alive(
      Alert leading,
      SortedMap<Owner, Alert> now,
      SortedMap<Owner, Alert> changed,
      long tick,
      boolean noneToldAlone) {
    List<Alert> live = now.values().stream().filter(MergedAlert::isAlive).toList();
    Priority priority = mostUrgent(live);
    if (noneToldAlone
        && lasts()
        && told.state().status() == leading.state().status()
        && told.priority() == priority
        && owner(leading).equals(leadingBefore())) {
      return told;
    }
    AlertState state = lasts() ? continued(leading.state(), live) : begun(leading.state(), live);
    AlertReason reason = telling(leading, changed).reason();
    return published(leading, state, reason, tick, priority, live);
  }

  private AlertState begun(AlertState leading, List<Alert> live) {
    long activeAt = live.stream().mapToLong(part -> part.state().activeAt()).min().orElseThrow();
    int version = live.stream().mapToInt(part -> part.state().version()).max().orElseThrow();
    return like(leading, activeAt, firedFirst(live), version);
  }

  private AlertState continued(AlertState leading, List<Alert> live) {
    AlertState before = told.state();
    long firedAt = before.hasFired() ? before.firedAt() : firedFirst(live);
    return like(leading, before.activeAt(), firedAt, Math.addExact(before.version(), 1));
  }

  private Alert ended(SortedMap<Owner, Alert> changed, long tick) {
    AlertState before = told.state();
    Alert last = changed.get(leadingBefore());
    AlertState state =
        new AlertState(
            before.hasFired() ? AlertStatus.RESOLVED : AlertStatus.INACTIVE,
            before.activeAt(),
            before.firedAt(),
            NEVER,
            last.state().noDataSince(),
            tick,
            last.state().value(),
            Math.addExact(before.version(), 1));
    List<Alert> ending =
        parts.stream().filter(MergedAlert::isAlive).map(part -> changed.get(owner(part))).toList();
    return published(last, state, last.reason(), tick, mostUrgent(ending), ending);
  }

  /* An alert on missing data has always come here, so it was never told alone. */
  private static boolean wasToldAlone(Alert first) {
    return first.state().version() > 1 && !first.name().equals(NoDataAlert.NAME);
  }

  private static Alert endOf(Alert alone, long tick) {
    return isAlive(alone)
        ? published(
            alone,
            alone.state().ended(tick),
            alone.reason(),
            tick,
            alone.priority(),
            List.of(alone))
        : alone;
  }

  private Alert telling(Alert leading, SortedMap<Owner, Alert> changed) {
    Alert telling = changed.get(owner(leading));
    if (telling == null && lasts()) {
      telling = changed.get(leadingBefore());
    }
    return telling == null ? changed.get(changed.firstKey()) : telling;
  }

  private Owner leadingBefore() {
    return owner(leading(parts).orElseThrow());
  }

  private static Alert published(
      Alert leading,
      AlertState state,
      AlertReason reason,
      long tick,
      Priority priority,
      List<Alert> owning) {
    return new Alert(
        leading.labels(),
        leading.annotations(),
        state,
        reason,
        tick,
        priority,
        leading.origin(),
        owning.stream().map(MergedAlert::owner).toList(),
        leading.generatorUrl());
  }

  private static AlertState like(AlertState leading, long activeAt, long firedAt, int version) {
    return new AlertState(
        leading.status(),
        activeAt,
        firedAt,
        leading.keepFiringSince(),
        leading.noDataSince(),
        NEVER,
        leading.value(),
        version);
  }

  private static long firedFirst(List<Alert> live) {
    return live.stream()
        .map(Alert::state)
        .filter(AlertState::hasFired)
        .mapToLong(AlertState::firedAt)
        .min()
        .orElse(NEVER);
  }

  private static Priority mostUrgent(List<Alert> some) {
    return some.stream().map(Alert::priority).min(Comparator.naturalOrder()).orElseThrow();
  }

  private static Optional<Alert> leading(Collection<Alert> parts) {
    return parts.stream().filter(MergedAlert::isAlive).min(LEADING_FIRST);
  }

  private static boolean isAlive(Alert part) {
    return part.state().status().isAlive();
  }

  private static boolean fires(Alert part) {
    return part.state().status() == AlertStatus.FIRING;
  }

  private static Owner owner(Alert part) {
    return part.owners().get(0);
  }

  private static long start(Alert part) {
    return part.state().hasFired() ? part.state().firedAt() : part.state().activeAt();
  }

  private static int rank(Alert part) {
    return switch (part.state().status()) {
      case FIRING -> 0;
      case NODATA -> part.state().hasFired() ? 1 : 3;
      case PENDING -> 2;
      case RESOLVED, INACTIVE -> 4;
    };
  }
}
