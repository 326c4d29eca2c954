package io.barograph.cli.job;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.barograph.cli.stack.Commands;
import io.barograph.cli.stack.Http;
import io.barograph.cli.stack.PortCheck;
import io.barograph.cli.stack.Processes;
import io.barograph.core.sample.Sample;
import io.barograph.formats.encode.RemoteWriteEncoder;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A Prometheus of this machine that scrapes nothing and takes what it is sent. */
final class PrometheusServer implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final Http http = new Http();
  private final Process process;
  private final String url;

  private PrometheusServer(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /** The program, where it is installed. */
  static Optional<Path> program() {
    return Commands.find("prometheus");
  }

  /**
   * Starts one with its storage in {@code folder} and returns once it answers.
   *
   * @param interval of the groups that name none
   */
  static PrometheusServer start(Path program, Path folder, Path rules, Duration interval)
      throws IOException {
    Files.createDirectories(folder);
    Path configuration = folder.resolve("prometheus.yml");
    Files.writeString(
        configuration,
        """
        global: {evaluation_interval: %ds}
        rule_files: ['%s']
        """
            .formatted(interval.toSeconds(), rules));
    String address = "127.0.0.1:" + PortCheck.anyFree();
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=" + address,
                "--web.enable-remote-write-receiver")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prometheus.log").toFile())
            .start();
    PrometheusServer server = new PrometheusServer(process, "http://" + address);
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> server.http.get(server.url + "/api/v1/status/buildinfo").isPresent());
    return server;
  }

  String version() {
    return get("status/buildinfo").path("version").asText();
  }

  /**
   * Sends samples by remote write.
   *
   * @throws IOException if they are not taken
   */
  void write(List<Sample> samples) throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(URI.create(url + "/api/v1/write"))
                .header("Content-Type", "application/x-protobuf")
                .header("Content-Encoding", "snappy")
                .header("X-Prometheus-Remote-Write-Version", "0.1.0")
                .POST(BodyPublishers.ofByteArray(RemoteWriteEncoder.encode(samples)))
                .build(),
            BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new IOException("Prometheus says " + response.statusCode() + ": " + response.body());
    }
  }

  /** The result of a query; a range keeps every sample as it was written. */
  JsonNode query(String query) {
    return get("query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8)).path("result");
  }

  /** The groups of rules, with when and how they were evaluated last. */
  JsonNode groups() {
    return get("rules").path("groups");
  }

  ProcessHandle process() {
    return process.toHandle();
  }

  @Override
  public void close() {
    Processes.end(process.toHandle(), Duration.ofSeconds(15));
  }

  private JsonNode get(String path) {
    return http.get(url + "/api/v1/" + path)
        .map(answer -> answer.path("data"))
        .orElseThrow(() -> new IllegalStateException(url + " does not answer " + path));
  }
}
