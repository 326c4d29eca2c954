package io.barograph.cli.stack;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A process of a Flink session cluster. */
abstract class FlinkServer implements Server {
  private final Kind kind;
  private final Installation installation;
  private final ServerProcess process;

  /** Where the cluster's configuration lies. */
  final FlinkConfiguration configuration;

  /** The ports that the stack answers on. */
  final StackPorts ports;

  /** Asks the cluster's REST interface. */
  final Http http;

  /**
   * What tells the processes apart.
   *
   * @param memoryQuestion see {@link FlinkMemory#of}
   * @param flags further options of the virtual machine
   */
  record Kind(String name, String main, String memoryQuestion, List<String> flags) {}

  FlinkServer(Kind kind, StackHome home, Installation installation, StackPorts ports, Http http) {
    this.kind = kind;
    this.installation = installation;
    this.process = new ServerProcess(kind.name(), home);
    this.configuration = new FlinkConfiguration(home);
    this.ports = ports;
    this.http = http;
  }

  @Override
  public final String name() {
    return kind.name();
  }

  @Override
  public final ServerProcess process() {
    return process;
  }

  /** Starts the process; the configuration must have been written. */
  @Override
  public void start() throws IOException, InterruptedException {
    FlinkMemory memory =
        FlinkMemory.of(kind.memoryQuestion(), configuration, installation.flinkJars());
    process.start(
        FlinkCommand.begin(configuration, process)
            .with(kind.flags())
            .with(memory.flags())
            .with(installation.javaOptions())
            .main(installation.flinkJars(), kind.main())
            .with("--configDir", configuration.folder().toString())
            .with(memory.arguments())
            .line(),
        Map.of("FLINK_CONF_DIR", configuration.folder().toString()));
  }
}
