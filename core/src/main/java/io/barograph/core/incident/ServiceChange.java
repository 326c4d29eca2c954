package io.barograph.core.incident;

import io.barograph.core.labels.Labels;
import io.barograph.core.measure.BusinessRecord;
import io.barograph.core.pattern.StateChange;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A service was changed.
 *
 * @param environment whose service it is; empty if there is only one
 * @param kind what was changed, such as {@code deploy}, {@code config}, {@code model}
 * @param version what it was changed to; may be empty
 * @param time in milliseconds since the epoch
 * @param id the change's own
 */
public record ServiceChange(
    String environment, String service, String kind, String version, long time, String id)
    implements BusinessRecord, Evidence {
  /** It as a stage of chains, with the labels environment, service, kind and version. */
  public StateChange toStateChange() {
    return StateChange.ofChange(
        id,
        Labels.of("environment", environment, "kind", kind, "service", service, "version", version),
        time);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeUTF(environment);
    out.writeUTF(service);
    out.writeUTF(kind);
    out.writeUTF(version);
    out.writeLong(time);
    out.writeUTF(id);
  }

  /** Reads what {@link #write} wrote. */
  public static ServiceChange read(DataInput in) throws IOException {
    return new ServiceChange(
        in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF(), in.readLong(), in.readUTF());
  }
}
