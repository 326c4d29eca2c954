package io.barograph.cli.live;

import io.barograph.cli.stack.Server;
import io.barograph.core.sample.Sample;
import java.time.Duration;
import java.util.List;

/** Memory and CPU time of one server process, and whether it answers. */
public final class ServerMetrics implements Probe {
  private final Server server;

  /** The metrics of {@code server}. */
  public ServerMetrics(Server server) {
    this.server = server;
  }

  @Override
  public String job() {
    return server.name();
  }

  @Override
  public List<Sample> read(long nowMillis) {
    SampleBatch batch = new SampleBatch(job(), "127.0.0.1", nowMillis);
    batch.add("up", server.isReady() ? 1 : 0);
    server
        .process()
        .handle()
        .ifPresent(
            handle ->
                batch
                    .add("process_resident_memory_bytes", (double) server.process().residentBytes())
                    .add("process_cpu_seconds_total", cpuSeconds(handle)));
    return batch.samples();
  }

  private static double cpuSeconds(ProcessHandle handle) {
    return handle.info().totalCpuDuration().map(Duration::toMillis).orElse(0L) / 1e3;
  }
}
