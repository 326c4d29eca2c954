package io.barograph.core.service;

import io.barograph.core.measure.BusinessRecord;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Something that a user did with a service.
 *
 * @param service which was used
 * @param user who used it
 * @param feature what of it was used, of few different values; may be empty
 * @param funnel the way that the user is on, such as {@code sign-up}; may be empty
 * @param step how far the user is on it, 1 to {@value #MAX_STEPS}; 0 without a funnel
 * @param outcome how it ended for the user
 * @param waitedSeconds how long the user waited, at least 0; NaN if it is not known
 * @param time in milliseconds since the epoch
 * @param id the event's own
 */
public record UserEvent(
    String service,
    String user,
    String feature,
    String funnel,
    int step,
    Outcome outcome,
    double waitedSeconds,
    long time,
    String id)
    implements BusinessRecord {
  /** The most steps of a funnel. */
  public static final int MAX_STEPS = 8;

  /** How an event ended for the user. */
  public enum Outcome {
    /** It is not known. */
    UNKNOWN,
    /** As it should. */
    OK,
    /** In an error that the user saw. */
    FAILED
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeUTF(service);
    out.writeUTF(user);
    out.writeUTF(feature);
    out.writeUTF(funnel);
    out.writeByte(step);
    out.writeUTF(outcome.name());
    out.writeDouble(waitedSeconds);
    out.writeLong(time);
    out.writeUTF(id);
  }

  /** Reads what {@link #write} wrote. */
  public static UserEvent read(DataInput in) throws IOException {
    return new UserEvent(
        in.readUTF(),
        in.readUTF(),
        in.readUTF(),
        in.readUTF(),
        in.readUnsignedByte(),
        Outcome.valueOf(in.readUTF()),
        in.readDouble(),
        in.readLong(),
        in.readUTF());
  }

  /** Without the user, who is nobody's business in a log. */
  @Override
  public String toString() {
    return "UserEvent[service=%s, feature=%s, funnel=%s, step=%d, outcome=%s, time=%d, id=%s]"
        .formatted(service, feature, funnel, step, outcome, time, id);
  }
}
