package io.barograph.cli.stack;

import java.util.List;

/** What the command lines of all Flink processes have in common. */
final class FlinkCommand {
  /** The doors that Flink's serializers and file systems need open on Java 17. */
  private static final List<String> MODULE_ACCESS =
      List.of(
          "--add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED",
          "--add-exports=java.security.jgss/sun.security.krb5=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
          "--add-opens=java.base/java.net=ALL-UNNAMED",
          "--add-opens=java.base/java.io=ALL-UNNAMED",
          "--add-opens=java.base/java.nio=ALL-UNNAMED",
          "--add-opens=java.base/java.text=ALL-UNNAMED",
          "--add-opens=java.base/java.time=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");

  private FlinkCommand() {}

  /** A Java command line with Flink's module access and logging, up to the main class. */
  static JavaCommand begin(FlinkConfiguration configuration, ServerProcess process) {
    return new JavaCommand()
        .with(MODULE_ACCESS)
        .with("-Djava.io.tmpdir=" + configuration.tmp())
        .with("-Dlog4j2.configurationFile=" + configuration.logging())
        .with("-Dbarograph.log=" + process.logFile());
  }
}
