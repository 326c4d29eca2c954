package io.barograph.core.incident;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Evidence on the wire and in state: the number of its type, and its own bytes. */
public final class EvidenceCodec {
  /* The numbers are a part of the savepoint format and never change. */
  private static final int TOPOLOGY = 1;
  private static final int HEARTBEAT = 2;
  private static final int CHANGE = 3;
  private static final int ALERT = 4;
  private static final int CHAIN = 5;
  private static final int ALERT_WITH_TRAITS = 6;
  private static final int ROUTED_ALERT = 7;

  private EvidenceCodec() {}

  /** Writes evidence behind the number of its type. */
  public static void write(Evidence evidence, DataOutput out) throws IOException {
    if (evidence instanceof AlertSignal alert) {
      out.writeByte(alert.traits().isEmpty() ? ALERT : ALERT_WITH_TRAITS);
      alert.write(out);
      if (!alert.traits().isEmpty()) {
        alert.traits().write(out);
      }
    } else if (evidence instanceof RoutedAlert routed) {
      out.writeByte(ROUTED_ALERT);
      RoutedAlert.writeReceivers(routed.receivers(), out);
      write(routed.alert(), out);
    } else if (evidence instanceof Heartbeat heartbeat) {
      out.writeByte(HEARTBEAT);
      heartbeat.write(out);
    } else if (evidence instanceof ServiceChange change) {
      out.writeByte(CHANGE);
      change.write(out);
    } else if (evidence instanceof Topology topology) {
      out.writeByte(TOPOLOGY);
      topology.write(out);
    } else if (evidence instanceof Chain chain) {
      out.writeByte(CHAIN);
      chain.write(out);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static Evidence read(DataInput in) throws IOException {
    byte number = in.readByte();
    return switch (number) {
      case TOPOLOGY -> Topology.read(in);
      case HEARTBEAT -> Heartbeat.read(in);
      case CHANGE -> ServiceChange.read(in);
      case ALERT -> AlertSignal.read(in);
      case CHAIN -> Chain.read(in);
      case ALERT_WITH_TRAITS -> readWithTraits(in);
      case ROUTED_ALERT -> readRouted(in);
      default -> throw new IOException("evidence of type %d is not known".formatted(number));
    };
  }

  private static AlertSignal readWithTraits(DataInput in) throws IOException {
    return AlertSignal.read(in).withTraits(AlertTraits.read(in));
  }

  private static RoutedAlert readRouted(DataInput in) throws IOException {
    List<String> receivers = RoutedAlert.readReceivers(in);
    if (read(in) instanceof AlertSignal alert) {
      return new RoutedAlert(alert, receivers);
    }
    throw new IOException("behind the receivers of an alert there is none");
  }

  /** Writes how many alerts there are, and each of them but for its traits. */
  static void writeAll(Collection<AlertSignal> alerts, DataOutput out) throws IOException {
    out.writeInt(alerts.size());
    for (AlertSignal alert : alerts) {
      alert.write(out);
    }
  }

  /** Reads what {@link #writeAll} wrote. */
  static List<AlertSignal> readAll(DataInput in) throws IOException {
    List<AlertSignal> alerts = new ArrayList<>();
    for (int count = in.readInt(); count > 0; count--) {
      alerts.add(AlertSignal.read(in));
    }
    return alerts;
  }
}
