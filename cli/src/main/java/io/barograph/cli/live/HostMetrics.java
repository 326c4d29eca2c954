package io.barograph.cli.live;

import io.barograph.core.sample.Sample;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.TickType;
import oshi.hardware.GlobalMemory;
import oshi.hardware.HWDiskStore;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.software.os.OSFileStore;

/**
 * Metrics of this machine: CPU, memory, load, file systems, disks and network interfaces.
 *
 * <p>Names are those of Prometheus's node exporter where the meaning is the same. The ratios {@code
 * host_…_ratio}, 0 to 1, and {@code host_load5_per_cpu} are for rules that want no arithmetic;
 * {@code host_cpu_usage_ratio} is over the time since the last read.
 */
public final class HostMetrics implements Probe {
  private static final double MILLIS = 1e3;
  private static final int SLOW_EVERY = 10;

  private final String host;
  private final HardwareAbstractionLayer hardware;
  private final CentralProcessor processor;
  private final NetworkMetrics networks;
  private final List<OSFileStore> fileStores;
  private long[] lastTicks;
  private int reads;

  /** The metrics of the machine that calls itself {@code host}. */
  public HostMetrics(String host) {
    SystemInfo system = new SystemInfo();
    this.host = host;
    this.hardware = system.getHardware();
    this.processor = hardware.getProcessor();
    this.networks = new NetworkMetrics(hardware);
    this.lastTicks = processor.getSystemCpuLoadTicks();
    this.fileStores = system.getOperatingSystem().getFileSystem().getFileStores(true);
  }

  @Override
  public String job() {
    return "node";
  }

  @Override
  public List<Sample> read(long nowMillis) {
    SampleBatch batch = new SampleBatch(job(), host, nowMillis);
    processors(batch);
    memory(batch);
    if (reads++ % SLOW_EVERY == 0) {
      fileSystems(batch);
      disks(batch);
      networks.addTo(batch);
    }
    return batch.samples();
  }

  private void processors(SampleBatch batch) {
    long[] ticks = processor.getSystemCpuLoadTicks();
    OptionalDouble usage = usageRatio(lastTicks, ticks);
    if (usage.isPresent()) {
      batch.add("host_cpu_usage_ratio", usage.getAsDouble());
      lastTicks = ticks;
    }
    long[][] perCpu = processor.getProcessorCpuLoadTicks();
    for (int cpu = 0; cpu < perCpu.length; cpu++) {
      for (TickType mode : TickType.values()) {
        batch.add(
            "node_cpu_seconds_total",
            perCpu[cpu][mode.getIndex()] / MILLIS,
            "cpu",
            Integer.toString(cpu),
            "mode",
            mode.name().toLowerCase(Locale.ROOT));
      }
    }
    double[] load = processor.getSystemLoadAverage(3);
    batch
        .add("node_load1", load[0])
        .add("node_load5", load[1])
        .add("node_load15", load[2])
        .add("host_load5_per_cpu", load[1] / processor.getLogicalProcessorCount());
  }

  /**
   * The part of the time between two readings in which the processors were busy, 0 to 1; empty if
   * no time passed.
   *
   * @param before ticks by {@link TickType#getIndex}
   * @param after the same, later
   */
  static OptionalDouble usageRatio(long[] before, long[] after) {
    long total = Arrays.stream(after).sum() - Arrays.stream(before).sum();
    if (total <= 0) {
      return OptionalDouble.empty();
    }
    long idle = 0;
    for (TickType mode : List.of(TickType.IDLE, TickType.IOWAIT)) {
      idle += after[mode.getIndex()] - before[mode.getIndex()];
    }
    return OptionalDouble.of(Math.min(1, Math.max(0, 1 - (double) idle / total)));
  }

  private void memory(SampleBatch batch) {
    GlobalMemory memory = hardware.getMemory();
    double total = memory.getTotal();
    double available = memory.getAvailable();
    batch
        .add("node_memory_MemTotal_bytes", total)
        .add("node_memory_MemAvailable_bytes", available)
        .add("host_memory_usage_ratio", 1 - available / total);
  }

  private void fileSystems(SampleBatch batch) {
    for (OSFileStore store : fileStores) {
      store.updateAttributes();
      double size = store.getTotalSpace();
      if (size > 0) {
        String mountpoint = store.getMount();
        String type = store.getType();
        double available = store.getUsableSpace();
        batch
            .add("node_filesystem_size_bytes", size, "mountpoint", mountpoint, "fstype", type)
            .add("node_filesystem_avail_bytes", available, "mountpoint", mountpoint, "fstype", type)
            .add("host_filesystem_usage_ratio", 1 - available / size, "mountpoint", mountpoint);
      }
    }
  }

  private void disks(SampleBatch batch) {
    for (HWDiskStore disk : hardware.getDiskStores()) {
      String device = disk.getName().replaceFirst("^/dev/", "");
      batch
          .add("node_disk_read_bytes_total", (double) disk.getReadBytes(), "device", device)
          .add("node_disk_written_bytes_total", (double) disk.getWriteBytes(), "device", device)
          .add(
              "node_disk_io_time_seconds_total", disk.getTransferTime() / MILLIS, "device", device);
    }
  }
}
