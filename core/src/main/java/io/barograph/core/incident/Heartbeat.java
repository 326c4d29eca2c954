package io.barograph.core.incident;

import io.barograph.core.measure.BusinessRecord;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A service says that it is alive.
 *
 * @param environment whose service it is; empty if there is only one
 * @param time in milliseconds since the epoch
 */
public record Heartbeat(String environment, String service, long time)
    implements BusinessRecord, Evidence {
  @Override
  public String id() {
    return service;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeUTF(environment);
    out.writeUTF(service);
    out.writeLong(time);
  }

  /** Reads what {@link #write} wrote. */
  public static Heartbeat read(DataInput in) throws IOException {
    return new Heartbeat(in.readUTF(), in.readUTF(), in.readLong());
  }
}
