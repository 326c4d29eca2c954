package io.barograph.cli.detection;

import io.barograph.cli.stack.Commands;
import io.barograph.cli.stack.Http;
import io.barograph.cli.stack.PortCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** An Alertmanager of this machine. */
final class AlertmanagerServer implements AutoCloseable {
  private final LocalServer server;
  private final String address;

  private AlertmanagerServer(LocalServer server, String address) {
    this.server = server;
    this.address = address;
  }

  /** The program, where it is installed: by Debian's name or its own. */
  static Optional<Path> program() {
    return Commands.find("prometheus-alertmanager").or(() -> Commands.find("alertmanager"));
  }

  /**
   * Starts one that groups by alert name, with its defaults for everything else, and notifies one
   * webhook; its storage is in {@code folder}. Returns once it answers.
   */
  static AlertmanagerServer start(Path program, Path folder, String webhook)
      throws IOException, InterruptedException {
    return startWith(
        program,
        folder,
        """
        route: {receiver: webhook, group_by: [alertname]}
        receivers:
          - name: webhook
            webhook_configs: [{url: '%s'}]
        """
            .formatted(webhook));
  }

  /** Starts one with the given configuration and returns once it answers. */
  static AlertmanagerServer startWith(Path program, Path folder, String routing)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path configuration = Files.writeString(folder.resolve("alertmanager.yml"), routing);
    String address = "127.0.0.1:" + PortCheck.anyFree();
    List<String> command =
        List.of(
            program.toString(),
            "--config.file=" + configuration,
            "--storage.path=" + folder.resolve("data"),
            "--web.listen-address=" + address,
            "--cluster.listen-address="); // alone
    LocalServer server =
        LocalServer.start(
            command,
            folder.resolve("alertmanager.log"),
            new Http(),
            "http://" + address + "/api/v2/status");
    return new AlertmanagerServer(server, address);
  }

  /** {@code host:port} at which it takes alerts. */
  String address() {
    return address;
  }

  @Override
  public void close() {
    server.close();
  }
}
