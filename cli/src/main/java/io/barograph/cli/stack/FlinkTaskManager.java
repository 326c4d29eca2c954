package io.barograph.cli.stack;

import java.io.IOException;
import java.util.Map;

/** The TaskManager of a Flink session cluster: 8 slots, 1400 MiB in all. */
public final class FlinkTaskManager implements Server {
  private static final String MAIN = "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";

  private final FlinkConfiguration configuration;
  private final Installation installation;
  private final StackPorts ports;
  private final Http http;
  private final ServerProcess process;

  /** The TaskManager of the stack in {@code home}. */
  public FlinkTaskManager(StackHome home, Installation installation, StackPorts ports, Http http) {
    this.configuration = new FlinkConfiguration(home);
    this.installation = installation;
    this.ports = ports;
    this.http = http;
    this.process = new ServerProcess("taskmanager", home);
  }

  @Override
  public String name() {
    return process.name();
  }

  @Override
  public String address() {
    return ports.flinkUrl() + "/#/task-manager";
  }

  @Override
  public ServerProcess process() {
    return process;
  }

  /** Starts the process; the JobManager's {@code start} has written the configuration before. */
  @Override
  public void start() throws IOException, InterruptedException {
    FlinkMemory memory =
        FlinkMemory.of("GET_TM_RESOURCE_PARAMS", configuration, installation.flinkJars());
    process.start(
        FlinkCommand.begin(configuration, process)
            .with(memory.flags())
            .main(installation.flinkJars(), MAIN)
            .with("--configDir", configuration.folder().toString())
            .with(memory.arguments())
            .line(),
        Map.of("FLINK_CONF_DIR", configuration.folder().toString()));
  }

  @Override
  public boolean isReady() {
    return PortCheck.answers(ports.flink())
        && http.get(ports.flinkUrl() + "/overview")
            .filter(overview -> overview.path("taskmanagers").asInt() > 0)
            .isPresent();
  }
}
