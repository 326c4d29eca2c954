package io.barograph.cli.stack;

import java.io.IOException;
import java.util.List;

/** The JobManager of a Flink session cluster, 700 MiB in all; it serves the web interface. */
public final class FlinkJobManager extends FlinkServer {
  /** It coordinates and computes nothing, so that the better compiler would cost and not pay. */
  private static final Kind KIND =
      new Kind(
          "jobmanager",
          "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
          "GET_JM_RESOURCE_PARAMS",
          List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));

  /** The JobManager of the stack in {@code home}. */
  public FlinkJobManager(StackHome home, Installation installation, StackPorts ports, Http http) {
    super(KIND, home, installation, ports, http);
  }

  @Override
  public String address() {
    return ports.flinkUrl();
  }

  /** Writes the configuration of the whole cluster and starts the process. */
  @Override
  public void start() throws IOException, InterruptedException {
    configuration.write(ports.flink());
    super.start();
  }

  @Override
  public boolean isReady() {
    return PortCheck.answers(ports.flink()) && http.get(address() + "/overview").isPresent();
  }
}
