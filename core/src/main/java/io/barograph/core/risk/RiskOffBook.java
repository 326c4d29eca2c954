package io.barograph.core.risk;

import io.barograph.core.alert.Alert;
import io.barograph.core.alert.AlertReason;
import io.barograph.core.alert.AlertStatus;
import io.barograph.core.alert.Owner;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The alerts that halt one strategy. It is halted while one of them fires; it may go on when the
 * condition of the last of them is false. An alert that ends for want of data, or with its rule, is
 * no such news: then nothing is told, and the halt expires. Not thread-safe.
 */
public final class RiskOffBook {
  /** A book without alerts is kept so long, for the numbers of its versions to go on. */
  public static final long REMEMBERED_MILLIS = 3_600_000;

  private static final long NEVER = Long.MIN_VALUE;
  private static final byte FORMAT = 1;

  private final String strategy;
  private final Map<String, Cause> causes = new TreeMap<>();
  private long version = NEVER;
  private long lastAt = NEVER;
  private long expiresAt = NEVER;

  private record Cause(String alertName, AlertReason reason, long haltMillis) {}

  /** Nothing halts {@code strategy}; empty for all of them. */
  public RiskOffBook(String strategy) {
    this.strategy = strategy;
  }

  /**
   * Takes a transition of an alert.
   *
   * @param haltMillis for how long it halts before it is told again; 0 if its rule does not halt
   */
  public Optional<RiskOff> take(Alert alert, long haltMillis) {
    String id = id(alert);
    long at = alert.updatedAt();
    AlertStatus status = alert.state().status();
    boolean fires = status == AlertStatus.FIRING || status == AlertStatus.NODATA;
    if (fires && (haltMillis > 0 || causes.containsKey(id))) {
      Cause cause = new Cause(alert.name(), alert.reason(), haltMillis(id, haltMillis));
      causes.put(id, cause);
      return Optional.of(halt(id, cause, at));
    }
    Cause ended = fires || status == AlertStatus.PENDING ? null : causes.remove(id);
    if (ended == null) {
      return Optional.empty();
    }
    if (!causes.isEmpty()) {
      Map.Entry<String, Cause> other = causes.entrySet().iterator().next();
      return Optional.of(halt(other.getKey(), other.getValue(), at));
    }
    lastAt = at;
    if (!isGoodNews(alert.reason())) {
      return Optional.empty();
    }
    expiresAt = at;
    return Optional.of(
        record(RiskOff.Action.RESUME, alert.reason(), alert.id(), alert.name(), at, at));
  }

  /** The alert's id, and behind a space the rule that it is of, whatever its version. */
  private static String id(Alert alert) {
    StringBuilder id = new StringBuilder(alert.id()).append(' ');
    for (Owner owner : alert.owners()) {
      id.append(owner.pack()).append('/').append(owner.group()).append('/');
      id.append(owner.rule()).append(' ');
    }
    return id.toString();
  }

  private long haltMillis(String id, long given) {
    return given > 0 ? given : causes.get(id).haltMillis;
  }

  private static boolean isGoodNews(AlertReason reason) {
    return reason == AlertReason.CONDITION_FALSE || reason == AlertReason.KEEP_FIRING_ELAPSED;
  }

  /** When the halt is to be told again; the least long if nothing halts. */
  public long renewAt() {
    long renewAt = NEVER;
    for (Cause cause : causes.values()) {
      long own = lastAt + Math.max(1, cause.haltMillis / 2);
      renewAt = renewAt == NEVER ? own : Math.min(renewAt, own);
    }
    return renewAt;
  }

  /** The halt again, if it is time; empty if it is not, or if nothing halts. */
  public Optional<RiskOff> renew(long now) {
    if (causes.isEmpty() || now < renewAt()) {
      return Optional.empty();
    }
    Map.Entry<String, Cause> first = causes.entrySet().iterator().next();
    return Optional.of(halt(first.getKey(), first.getValue(), now));
  }

  /** True if nothing halts and nothing has for so long that nothing need be remembered. */
  public boolean isSpent(long now) {
    return causes.isEmpty() && (lastAt == NEVER || now >= lastAt + REMEMBERED_MILLIS);
  }

  private RiskOff halt(String id, Cause cause, long at) {
    long longest = 0;
    for (Cause one : causes.values()) {
      longest = Math.max(longest, one.haltMillis);
    }
    lastAt = at;
    expiresAt = Math.max(expiresAt, at + longest);
    String alertId = id.substring(0, id.indexOf(' '));
    return record(RiskOff.Action.HALT, cause.reason, alertId, cause.alertName, at, expiresAt);
  }

  private RiskOff record(
      RiskOff.Action action,
      AlertReason reason,
      String alertId,
      String alertName,
      long at,
      long until) {
    version = Math.max(version + 1, at);
    return new RiskOff(strategy, action, reason, alertId, alertName, at, until, version);
  }

  /** Writes all of it, for {@link #read}. */
  public void write(DataOutput out) throws IOException {
    out.writeByte(FORMAT);
    out.writeUTF(strategy);
    out.writeLong(version);
    out.writeLong(lastAt);
    out.writeLong(expiresAt);
    out.writeInt(causes.size());
    for (Map.Entry<String, Cause> one : causes.entrySet()) {
      out.writeUTF(one.getKey());
      out.writeUTF(one.getValue().alertName);
      out.writeUTF(one.getValue().reason.code());
      out.writeLong(one.getValue().haltMillis);
    }
  }

  /** What {@link #write} wrote. */
  public static RiskOffBook read(DataInput in) throws IOException {
    byte format = in.readByte();
    if (format != FORMAT) {
      throw new IOException("a book of halts of format %d is not known".formatted(format));
    }
    RiskOffBook book = new RiskOffBook(in.readUTF());
    book.version = in.readLong();
    book.lastAt = in.readLong();
    book.expiresAt = in.readLong();
    for (int count = in.readInt(); count > 0; count--) {
      String id = in.readUTF();
      String alertName = in.readUTF();
      AlertReason reason = AlertReason.valueOf(in.readUTF().toUpperCase(Locale.ROOT));
      book.causes.put(id, new Cause(alertName, reason, in.readLong()));
    }
    return book;
  }
}
