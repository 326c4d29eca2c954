package io.barograph.core.incident;

import io.barograph.core.alert.Priority;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;
import java.util.Objects;

/**
 * An alert that began or ended, as far as correlation looks at it.
 *
 * @param id of the episode; a beginning and its end have the same or not, both are taken
 * @param time in milliseconds since the epoch
 * @param name the alert's name; empty if it has none
 * @param fingerprint what toggles: the same for each activation of one alert
 * @param service the service that the alert is on; empty if none is known
 * @param host the host that the alert is on; empty if none is known
 * @param priority by its severity
 * @param isFiring true if it began, false if it ended
 * @param mayFlap false if it is nothing special that it begins and ends again and again
 * @param traits what it may have in common with others; none if that does not count
 */
public record AlertSignal(
    String id,
    long time,
    String name,
    String fingerprint,
    String service,
    String host,
    Priority priority,
    boolean isFiring,
    boolean mayFlap,
    AlertTraits traits)
    implements Evidence {
  /** By time, then by id: the order in which signals are taken. */
  public static final Comparator<AlertSignal> ORDER =
      Comparator.comparingLong(AlertSignal::time).thenComparing(AlertSignal::id);

  public AlertSignal {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(fingerprint, "fingerprint");
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(priority, "priority");
    Objects.requireNonNull(traits, "traits");
  }

  /** An alert that may flap. */
  public AlertSignal(
      String id,
      long time,
      String name,
      String fingerprint,
      String service,
      String host,
      Priority priority,
      boolean isFiring) {
    this(id, time, name, fingerprint, service, host, priority, isFiring, true, AlertTraits.NONE);
  }

  /** The same, that may flap or not. */
  public AlertSignal thatMayFlap(boolean may) {
    return new AlertSignal(
        id, time, name, fingerprint, service, host, priority, isFiring, may, traits);
  }

  /** The same with such traits. */
  public AlertSignal withTraits(AlertTraits its) {
    return its.equals(traits)
        ? this
        : new AlertSignal(
            id, time, name, fingerprint, service, host, priority, isFiring, mayFlap, its);
  }

  /** Writes all of it but for its traits. */
  public void write(DataOutput out) throws IOException {
    out.writeUTF(id);
    out.writeLong(time);
    out.writeUTF(name);
    out.writeUTF(fingerprint);
    out.writeUTF(service);
    out.writeUTF(host);
    out.writeByte(priority.ordinal());
    out.writeBoolean(isFiring);
    out.writeBoolean(mayFlap);
  }

  /** Reads what {@link #write} wrote. */
  public static AlertSignal read(DataInput in) throws IOException {
    return new AlertSignal(
        in.readUTF(),
        in.readLong(),
        in.readUTF(),
        in.readUTF(),
        in.readUTF(),
        in.readUTF(),
        Priority.values()[in.readByte()],
        in.readBoolean(),
        in.readBoolean(),
        AlertTraits.NONE);
  }
}
