package io.barograph.cli.stack;

import java.io.IOException;
import java.util.Map;

/** The JobManager of a Flink session cluster, 700 MiB in all; it serves the web interface. */
public final class FlinkJobManager implements Server {
  private static final String MAIN =
      "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";

  private final FlinkConfiguration configuration;
  private final Installation installation;
  private final StackPorts ports;
  private final Http http;
  private final ServerProcess process;

  /** The JobManager of the stack in {@code home}. */
  public FlinkJobManager(StackHome home, Installation installation, StackPorts ports, Http http) {
    this.configuration = new FlinkConfiguration(home);
    this.installation = installation;
    this.ports = ports;
    this.http = http;
    this.process = new ServerProcess("jobmanager", home);
  }

  @Override
  public String name() {
    return process.name();
  }

  @Override
  public String address() {
    return ports.flinkUrl();
  }

  @Override
  public ServerProcess process() {
    return process;
  }

  @Override
  public void start() throws IOException, InterruptedException {
    configuration.write(ports.flink());
    FlinkMemory memory =
        FlinkMemory.of("GET_JM_RESOURCE_PARAMS", configuration, installation.flinkJars());
    process.start(
        FlinkCommand.begin(configuration, process)
            .with("-XX:+UseSerialGC")
            .with(memory.flags())
            .main(installation.flinkJars(), MAIN)
            .with("--configDir", configuration.folder().toString())
            .with(memory.arguments())
            .line(),
        Map.of("FLINK_CONF_DIR", configuration.folder().toString()));
  }

  @Override
  public boolean isReady() {
    return PortCheck.answers(ports.flink()) && http.get(address() + "/overview").isPresent();
  }
}
