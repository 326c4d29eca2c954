package io.barograph.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The configuration folder that JobManager, TaskManager and client share.
 *
 * @param home the stack's folder
 */
record FlinkConfiguration(StackHome home) {
  /** The folder that holds {@code config.yaml}. */
  Path folder() {
    return home.conf().resolve("flink");
  }

  /** The logging configuration. */
  Path logging() {
    return folder().resolve("log4j2.properties");
  }

  /** The folder for Flink's temporary files. */
  Path tmp() {
    return home.tmp().resolve("flink");
  }

  /** Writes the folder for a cluster whose web interface listens on {@code flinkPort}. */
  void write(int flinkPort) throws IOException {
    Files.createDirectories(tmp());
    ConfigFile.write(
        "flink.yaml",
        Map.of(
            "rpc.port", Integer.toString(PortCheck.anyFree()),
            "flink.port", Integer.toString(flinkPort),
            "tmp", tmp().toString(),
            "data", home.data().resolve("flink").toUri().toString().replaceFirst("/$", "")),
        folder().resolve("config.yaml"));
    ConfigFile.write("log4j2.properties", Map.of(), logging());
  }
}
