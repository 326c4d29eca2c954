package io.barograph.core.incident;

import io.barograph.core.measure.BusinessRecord;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;

/**
 * The services of one environment from an instant on: the whole graph, not what has changed of it.
 *
 * @param environment whose services they are; empty if there is only one
 * @param heartbeatInterval how often its services say that they are alive
 * @param time from when it holds, in milliseconds since the epoch
 */
public record Topology(
    String environment, ServiceGraph graph, Duration heartbeatInterval, long time)
    implements BusinessRecord, Evidence {
  /** How often services say that they are alive where nothing is said of it. */
  public static final Duration USUAL_HEARTBEAT_INTERVAL = Duration.ofMinutes(1);

  public Topology {
    if (heartbeatInterval.toMillis() < 1) {
      throw new IllegalArgumentException(
          "heartbeatInterval must be >= 1 ms, was " + heartbeatInterval);
    }
  }

  @Override
  public String id() {
    return environment;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeUTF(environment);
    graph.write(out);
    out.writeLong(heartbeatInterval.toMillis());
    out.writeLong(time);
  }

  /** Reads what {@link #write} wrote. */
  public static Topology read(DataInput in) throws IOException {
    return new Topology(
        in.readUTF(), ServiceGraph.read(in), Duration.ofMillis(in.readLong()), in.readLong());
  }
}
