package io.barograph.core.incident;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * Alerts that followed each other as a pattern says: an alert that grew worse, errors behind a
 * deployment.
 *
 * @param pattern the pattern's name
 * @param kind what it means
 * @param alerts its stages that are alerts, in the order of time, at least one
 * @param time when it was complete, in milliseconds since the epoch
 */
public record Chain(String pattern, IncidentKind kind, List<AlertSignal> alerts, long time)
    implements Evidence {
  public Chain {
    if (alerts.isEmpty()) {
      throw new IllegalArgumentException("alerts must not be empty");
    }
    alerts = List.copyOf(alerts);
  }

  @Override
  public String id() {
    return pattern + '/' + alerts.get(alerts.size() - 1).id();
  }

  void write(DataOutput out) throws IOException {
    out.writeUTF(pattern);
    out.writeByte(kind.ordinal());
    EvidenceCodec.writeAll(alerts, out);
    out.writeLong(time);
  }

  static Chain read(DataInput in) throws IOException {
    return new Chain(
        in.readUTF(),
        IncidentKind.values()[in.readByte()],
        EvidenceCodec.readAll(in),
        in.readLong());
  }
}
