package io.barograph.core.delivery;

import io.barograph.core.notify.DeliveryOutcome;
import io.barograph.core.notify.Notification;
import io.barograph.core.notify.NotifiedAlert;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The book of receipts of one channel of one receiver: what it has to be told, in which order, and
 * what became of it. Not thread-safe.
 *
 * <p>Notifications of one group go one after the other: each waits for the final outcome of the one
 * before. A failure that may pass is tried again; one that will not, or that lasts too long, sends
 * the notification to the fall-back receiver, and the ends of its alerts go the same way later.
 */
public final class ChannelBook {
  private static final DeliveryOutcome GONE =
      DeliveryOutcome.refused(0, "the channel is no more in the settings");

  private static final DeliveryOutcome LEFT_ALONE =
      DeliveryOutcome.refused(0, "the channel fails again and again and is left alone");

  private final String receiver;
  private final String channel;
  private final boolean wantsResolved;
  private final DeliveryPolicy policy;
  private final Outlet outlet;
  private final SentTimes sent;

  private ReceiverShare share = new ReceiverShare(RateLimit.NONE);
  private final Circuit circuit;

  private final WaitingGroups waiting = new WaitingGroups();

  /** How many notifications of each group are under way. */
  private final Map<String, Integer> underWay = new HashMap<>();

  private final ToldAlerts told = new ToldAlerts();

  /** Takes what becomes of notifications. */
  public interface Outlet {
    /** Something is certain. */
    void receipt(Receipt receipt);

    /** The channel was not told of this: somebody else has to be. */
    void divert(Notification notification);
  }

  /**
   * A channel that has to be told nothing.
   *
   * @param channel its name: {@code webhook[0]}
   * @param wantsResolved whether it is told when alerts end
   */
  public ChannelBook(
      String receiver,
      String channel,
      boolean wantsResolved,
      RateLimit limit,
      DeliveryPolicy policy,
      Outlet outlet) {
    this.receiver = receiver;
    this.channel = channel;
    this.wantsResolved = wantsResolved;
    this.policy = policy;
    this.outlet = outlet;
    this.sent = new SentTimes(limit);
    this.circuit = new Circuit(policy);
  }

  /**
   * The same for a receiver who wants no more than so many notifications. Only what the channel has
   * taken counts. What waits goes along with the last that is free.
   */
  public ChannelBook cappedAt(RateLimit most) {
    share = new ReceiverShare(most);
    return this;
  }

  /** Takes a notification, milliseconds since the epoch being {@code now}. */
  public void add(Notification notification, long now) {
    waiting.add(Pending.of(notification, now));
    settle(notification.groupKey(), now);
  }

  /** How many notifications wait or are under way. */
  public int size() {
    return (int) waiting.all().count();
  }

  /** True if there is nothing that need be remembered of it. */
  boolean isIdle() {
    return owesNothing() && !circuit.isOpen() && sent.isIdle() && share.isIdle();
  }

  /** True if nothing was told, or is to be, whose end is still to come. */
  boolean owesNothing() {
    return waiting.isEmpty() && told.isEmpty();
  }

  /** True if the channel fails and is left alone. */
  public boolean isOpenCircuit() {
    return circuit.isOpen();
  }

  /** What the channel is to be told now; empty if nothing, or not yet. Ask until it is empty. */
  public Optional<Attempt> next(long now) {
    giveUp(now);
    boolean isProbed = circuit.isOpen() && !underWay.isEmpty();
    int free = Math.min(sent.free(now), share.free(now));
    if (isProbed || now < circuit.openUntil() || free < 1) {
      return Optional.empty();
    }
    // The last that is free tells of all that is ready; else the first is enough to know.
    boolean isLast = free == 1;
    List<String> groups = ready(now, isLast ? Integer.MAX_VALUE : 1);
    if (groups.isEmpty()) {
      return Optional.empty();
    }
    // What has waited for the share is told as it is now, not as it was.
    boolean tellsAll = share.isLimited();
    List<Notification> told = new ArrayList<>();
    for (String group : groups) {
      told.addAll(begin(group, tellsAll ? Integer.MAX_VALUE : 1, now));
    }
    share.begin();
    sent.sent(now);
    Notification message = told.size() == 1 ? told.get(0) : Digest.of(told, wantsResolved, now);
    return Optional.of(new Attempt(message, groups, told.size()));
  }

  /* What waited for its receiver's share is given as much time from now on as all else has. */
  private List<Notification> begin(String group, int most, long now) {
    List<Pending> heads = waiting.removeHeads(group, most);
    underWay.put(group, heads.size());
    boolean isFirst = share.isLimited() && heads.get(0).attempts() == 0;
    waiting.putBack(group, heads, head -> isFirst ? head.arrivedAt(now) : head);
    return heads.stream().map(Pending::notification).toList();
  }

  /* While a channel is left alone, nothing waits for it longer than it would be tried. */
  private void giveUp(long now) {
    if (now >= circuit.openUntil()) {
      return;
    }
    for (String group : waiting.groups()) {
      while (!underWay.containsKey(group)
          && waiting.queues().containsKey(group)
          && givesUpAt(waiting.of(group).peekFirst()) <= now) {
        divert(waiting.of(group).removeFirst(), Receipt.Result.GAVE_UP, LEFT_ALONE, now);
        settle(group, now);
      }
    }
  }

  private long givesUpAt(Pending pending) {
    return pending.arrivedAt() + policy.giveUpMillis();
  }

  private List<String> ready(long now, int most) {
    return waiting.queues().entrySet().stream()
        .filter(one -> !underWay.containsKey(one.getKey()))
        .filter(one -> one.getValue().peekFirst().notBefore() <= now)
        .limit(most)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** When {@link #next} is to be asked again, if nothing happens before; the greatest if never. */
  public long wakeAt(long now) {
    long wake = Long.MAX_VALUE;
    long givesUp = Long.MAX_VALUE;
    for (Map.Entry<String, ArrayDeque<Pending>> one : waiting.queues().entrySet()) {
      if (!underWay.containsKey(one.getKey())) {
        wake = Math.min(wake, one.getValue().peekFirst().notBefore());
        givesUp = Math.min(givesUp, givesUpAt(one.getValue().peekFirst()));
      }
    }
    if (now < circuit.openUntil() && givesUp < circuit.openUntil()) {
      return givesUp;
    }
    // What is under way says when it is certain; then it is asked again.
    boolean awaitsOutcome = (circuit.isOpen() && !underWay.isEmpty()) || share.awaitsOutcome(now);
    if (wake == Long.MAX_VALUE || awaitsOutcome) {
      return Long.MAX_VALUE;
    }
    long free = Math.max(sent.freeAt(now), share.freeAt(now));
    return Math.max(wake, Math.max(circuit.openUntil(), free));
  }

  /** Takes what became of an attempt. */
  public void outcome(Attempt attempt, DeliveryOutcome outcome, long now) {
    switch (outcome.kind()) {
      case RETRY -> circuit.failed(now);
      case DELIVERED, REFUSED -> circuit.succeeded();
    }
    share.end(outcome.kind() == DeliveryOutcome.Kind.DELIVERED, now);
    for (String group : attempt.groups()) {
      settle(group, attempt, outcome, now);
      settle(group, now);
    }
  }

  private void settle(String group, Attempt attempt, DeliveryOutcome outcome, long now) {
    List<Pending> heads =
        waiting.removeHeads(group, underWay.remove(group)).stream().map(Pending::tried).toList();
    long nextTry = now + heads.get(0).backOff(policy, outcome.retryAfterMillis());
    switch (outcome.kind()) {
      case DELIVERED -> {
        Receipt.Result result =
            attempt.isDigest() ? Receipt.Result.DIGESTED : Receipt.Result.DELIVERED;
        inOrder(heads, now, head -> finish(head, result, outcome, now));
      }
      case REFUSED ->
          inOrder(heads, now, head -> divert(head, Receipt.Result.REFUSED, outcome, now));
      case RETRY -> {
        if (nextTry > givesUpAt(heads.get(0))) {
          inOrder(heads, now, head -> divert(head, Receipt.Result.GAVE_UP, outcome, now));
        } else {
          waiting.putBack(group, heads, head -> head.notBefore(nextTry));
        }
      }
    }
  }

  /* What was told along with the first of a group rests on what became of that. */
  private void inOrder(List<Pending> heads, long now, Consumer<Pending> end) {
    end.accept(heads.get(0));
    for (Pending next : heads.subList(1, heads.size())) {
      withoutDiverted(next, now).map(next::with).ifPresent(end);
    }
  }

  private void divert(Pending head, Receipt.Result result, DeliveryOutcome outcome, long now) {
    finish(head, result, outcome, now);
    told.elsewhere(head.notification());
    outlet.divert(head.notification());
  }

  private void finish(Pending head, Receipt.Result result, DeliveryOutcome outcome, long now) {
    if (result == Receipt.Result.DELIVERED || result == Receipt.Result.DIGESTED) {
      told.here(head.notification(), wantsResolved);
    }
    outlet.receipt(
        new Receipt(
            head.notification().id(),
            receiver,
            channel,
            head.notification().groupKey(),
            result,
            outcome.status(),
            outcome.answer(),
            head.attempts(),
            head.notification().at(),
            now));
  }

  /** Lets go what need not be sent, until the first of the group must be. */
  private void settle(String group, long now) {
    ArrayDeque<Pending> queue = waiting.of(group);
    while (!queue.isEmpty() && !underWay.containsKey(group)) {
      Pending head = queue.removeFirst();
      Optional<Notification> rest = withoutDiverted(head, now);
      if (rest.isPresent()) {
        queue.addFirst(head.with(rest.get()));
        return;
      }
    }
    if (queue.isEmpty()) {
      waiting.queues().remove(group);
    }
  }

  /** What is left of a notification for this channel; empty if nothing is. */
  private Optional<Notification> withoutDiverted(Pending head, long now) {
    Notification notification = head.notification();
    List<NotifiedAlert> elsewhere = new ArrayList<>();
    List<NotifiedAlert> here = new ArrayList<>();
    if (notification.endsMore() && told.endAllElsewhere(notification)) {
      elsewhere.addAll(notification.alerts());
      here.addAll(told.isAnyHere(notification) ? notification.alerts() : List.of());
    } else {
      divide(notification, elsewhere, here);
    }
    if (!elsewhere.isEmpty()) {
      outlet.divert(notification.withAlerts(elsewhere));
    }
    boolean isAllElsewhere = here.isEmpty();
    if (!wantsResolved) {
      here.removeIf(alert -> !alert.isFiring());
    }
    if (!here.isEmpty()) {
      return Optional.of(
          here.size() == notification.alerts().size()
              ? notification
              : notification.withAlerts(here));
    }
    Receipt.Result result = isAllElsewhere ? Receipt.Result.NEVER_TOLD : Receipt.Result.NOT_WANTED;
    String why = isAllElsewhere ? "its alerts were told elsewhere" : "send_resolved is false";
    finish(head, result, new DeliveryOutcome(DeliveryOutcome.Kind.REFUSED, 0, why, 0), now);
    return Optional.empty();
  }

  private void divide(
      Notification notification, List<NotifiedAlert> elsewhere, List<NotifiedAlert> here) {
    for (NotifiedAlert alert : notification.alerts()) {
      boolean isElsewhere = !alert.isFiring() && told.endElsewhere(notification, alert);
      if (isElsewhere) {
        elsewhere.add(alert);
      }
      if (!isElsewhere || told.isHere(notification, alert)) {
        here.add(alert);
      }
    }
  }

  /** True if anybody was told that the alert fires, or will be. */
  boolean knows(Notification notification, NotifiedAlert alert) {
    return told.knows(notification, alert)
        || waiting.queues().getOrDefault(notification.groupKey(), new ArrayDeque<>()).stream()
            .flatMap(pending -> pending.notification().firing().stream())
            .anyMatch(one -> one.labels().equals(alert.labels()));
  }

  /** The ids of what waits or is under way. */
  Stream<String> ids() {
    return waiting.all().map(pending -> pending.notification().id());
  }

  /** The channel is no more: what it had to tell is told elsewhere. */
  void abandon(long now) {
    for (String group : waiting.groups()) {
      for (Pending head = waiting.of(group).pollFirst(); head != null; ) {
        divert(head, Receipt.Result.GAVE_UP, GONE, now);
        head = waiting.of(group).pollFirst();
      }
    }
    waiting.queues().clear();
  }

  /** The channel is no more: the ends of what was told by it or in its place are told elsewhere. */
  void divertEnds(Notification notification) {
    boolean owesAll = notification.endsMore() && told.knowsAny(notification);
    List<NotifiedAlert> owed =
        notification.resolved().stream()
            .filter(alert -> owesAll || told.knows(notification, alert))
            .toList();
    if (!owed.isEmpty()) {
      divert(notification.withAlerts(owed));
    }
  }

  /** The channel is no more: all of it is told elsewhere. */
  void divert(Notification notification) {
    told.elsewhere(notification);
    outlet.divert(notification);
  }

  /** The job goes on behind a restart: what waits is tried for as long as what comes now. */
  void resume(long now) {
    waiting.replaceAll(pending -> pending.arrivedAt(now));
  }

  /** Writes all of it; what is under way is written as waiting. */
  public void write(DataOutput out) throws IOException {
    sent.write(out);
    circuit.write(out);
    waiting.write(out);
    told.write(out);
    share.write(out);
  }

  /** Reads into a new one what {@link #write} wrote. */
  public void read(DataInput in) throws IOException {
    readWithoutCap(in);
    share.read(in);
  }

  /** Reads into a new one what was written when receivers had no caps. */
  void readWithoutCap(DataInput in) throws IOException {
    sent.read(in);
    circuit.read(in);
    waiting.read(in);
    told.read(in);
  }
}
