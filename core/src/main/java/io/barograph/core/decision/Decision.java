package io.barograph.core.decision;

import io.barograph.core.alert.Alert;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Something that was decided, and why.
 *
 * @param incident the incident that it is about; empty if it is about none
 * @param alert the id of the alert's episode that it is about; empty if it is about none
 * @param version the version of the incident, or else of the alert, that the decision led to
 * @param time in milliseconds since the epoch
 * @param parameters a value for each of the code's parameters
 */
public record Decision(
    DecisionCode code,
    String incident,
    String alert,
    int version,
    long time,
    SortedMap<String, String> parameters) {
  public Decision {
    if (!parameters.keySet().equals(Set.copyOf(code.parameters()))) {
      throw new IllegalArgumentException(
          "parameters of %s must be %s, was %s".formatted(code, code.parameters(), parameters));
    }
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
  }

  /**
   * A decision whose parameters are given one after the other, in the code's order.
   *
   * @param values as many as the code has parameters
   */
  public static Decision of(
      DecisionCode code, String incident, String alert, int version, long time, String... values) {
    SortedMap<String, String> parameters = new TreeMap<>();
    for (int i = 0; i < values.length; i++) {
      parameters.put(code.parameters().get(i), values[i]);
    }
    return new Decision(code, incident, alert, version, time, parameters);
  }

  /** The decision that a transition of an alert is. */
  public static Decision of(Alert alert) {
    DecisionCode code =
        switch (alert.state().status()) {
          case PENDING -> DecisionCode.ALERT_PENDING;
          case FIRING -> DecisionCode.ALERT_FIRED;
          case NODATA -> DecisionCode.ALERT_NODATA;
          case RESOLVED -> DecisionCode.ALERT_RESOLVED;
          case INACTIVE -> DecisionCode.ALERT_INACTIVE;
        };
    return of(
        code,
        "",
        alert.id(),
        alert.state().version(),
        alert.updatedAt(),
        alert.reason().code(),
        alert.reason().sentence());
  }

  /** What tells it from all others; the same decision has the same id. */
  public String id() {
    String subject = incident.isEmpty() ? alert : incident;
    String about = incident.isEmpty() || alert.isEmpty() ? "" : '-' + alert;
    String step = parameters.getOrDefault("step", "");
    String told = parameters.getOrDefault("notification", step);
    return subject
        + '-'
        + version
        + '-'
        + code.wireName()
        + about
        + (told.isEmpty() ? "" : '-' + told);
  }

  /** What was decided, for people. */
  public String sentence() {
    return code.sentence(parameters);
  }

  /** Writes all of it. */
  public void write(DataOutput out) throws IOException {
    out.writeByte(code.ordinal());
    out.writeUTF(incident);
    out.writeUTF(alert);
    out.writeInt(version);
    out.writeLong(time);
    for (String parameter : code.parameters()) {
      out.writeUTF(parameters.get(parameter));
    }
  }

  /** Reads what {@link #write} wrote. */
  public static Decision read(DataInput in) throws IOException {
    DecisionCode code = DecisionCode.values()[in.readByte()];
    String incident = in.readUTF();
    String alert = in.readUTF();
    int version = in.readInt();
    long time = in.readLong();
    String[] values = new String[code.parameters().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readUTF();
    }
    return of(code, incident, alert, version, time, values);
  }
}
