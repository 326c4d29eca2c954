package io.barograph.cli.live;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.hardware.NetworkIF;

/**
 * The counters of this machine's network interfaces, under the names of node_exporter, and {@code
 * host_network_usage_ratio}: how much of its speed an interface used since the last read, 0 to 1,
 * for those that know their speed.
 */
final class NetworkMetrics {
  private static final double MILLIS = 1e3;
  private static final int BITS = 8;

  private final HardwareAbstractionLayer hardware;
  private final Map<String, Traffic> last = new HashMap<>();

  NetworkMetrics(HardwareAbstractionLayer hardware) {
    this.hardware = hardware;
  }

  /** What has gone through an interface until {@code timestamp}, milliseconds; sizes in bytes. */
  record Traffic(long timestamp, long received, long sent) {
    /**
     * The part of the speed that the busier direction used since {@code earlier}, 0 to 1; empty if
     * the speed is unknown, no time has passed or the counters began anew.
     */
    OptionalDouble usageRatio(Traffic earlier, long bitsPerSecond) {
      double seconds = (timestamp - earlier.timestamp) / MILLIS;
      long bytes = Math.max(received - earlier.received, sent - earlier.sent);
      if (bitsPerSecond <= 0 || seconds <= 0 || bytes < 0) {
        return OptionalDouble.empty();
      }
      return OptionalDouble.of(Math.min(1, bytes * BITS / seconds / bitsPerSecond));
    }
  }

  void addTo(SampleBatch batch) {
    for (NetworkIF network : hardware.getNetworkIFs(true)) {
      String device = network.getName();
      counter(batch, "node_network_receive_bytes_total", network.getBytesRecv(), device);
      counter(batch, "node_network_transmit_bytes_total", network.getBytesSent(), device);
      counter(batch, "node_network_receive_errs_total", network.getInErrors(), device);
      counter(batch, "node_network_transmit_errs_total", network.getOutErrors(), device);
      counter(batch, "node_network_receive_drop_total", network.getInDrops(), device);
      Traffic now =
          new Traffic(network.getTimeStamp(), network.getBytesRecv(), network.getBytesSent());
      Traffic earlier = last.put(device, now);
      if (earlier != null) {
        now.usageRatio(earlier, network.getSpeed())
            .ifPresent(ratio -> batch.add("host_network_usage_ratio", ratio, "device", device));
      }
    }
  }

  private static void counter(SampleBatch batch, String name, long value, String device) {
    batch.add(name, (double) value, "device", device);
  }
}
