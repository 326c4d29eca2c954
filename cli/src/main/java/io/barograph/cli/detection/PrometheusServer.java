package io.barograph.cli.detection;

import com.fasterxml.jackson.databind.JsonNode;
import io.barograph.cli.stack.Commands;
import io.barograph.cli.stack.Http;
import io.barograph.cli.stack.PortCheck;
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
import java.util.stream.Collectors;

/** A Prometheus of this machine that scrapes nothing and takes what it is sent. */
public final class PrometheusServer implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final Http http;
  private final LocalServer server;
  private final String url;

  private PrometheusServer(Http http, LocalServer server, String url) {
    this.http = http;
    this.server = server;
    this.url = url;
  }

  /** The program, where it is installed. */
  public static Optional<Path> program() {
    return Commands.find("prometheus");
  }

  /**
   * Starts one with its storage in {@code folder} and returns once it answers.
   *
   * @param interval of the groups that name none, whole seconds
   * @param alertmanagers {@code host:port} of those that it tells of alerts
   */
  public static PrometheusServer start(
      Path program, Path folder, List<Path> rules, Duration interval, List<String> alertmanagers)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path configuration = folder.resolve("prometheus.yml");
    Files.writeString(configuration, configuration(rules, interval, alertmanagers));
    String address = "127.0.0.1:" + PortCheck.anyFree();
    List<String> command =
        List.of(
            program.toString(),
            "--config.file=" + configuration,
            "--storage.tsdb.path=" + folder.resolve("data"),
            "--web.listen-address=" + address,
            "--web.enable-remote-write-receiver");
    Http http = new Http();
    String url = "http://" + address;
    LocalServer server =
        LocalServer.start(
            command, folder.resolve("prometheus.log"), http, url + "/api/v1/status/buildinfo");
    return new PrometheusServer(http, server, url);
  }

  private static String configuration(
      List<Path> rules, Duration interval, List<String> alertmanagers) {
    return """
        global: {evaluation_interval: %ds}
        rule_files: [%s]
        alerting:
          alertmanagers:
            - static_configs: [{targets: [%s]}]
        """
        .formatted(
            interval.toSeconds(),
            quoted(rules.stream().map(Path::toAbsolutePath).map(Path::toString).toList()),
            quoted(alertmanagers));
  }

  private static String quoted(List<String> texts) {
    return texts.stream()
        .map(text -> "'" + text.replace("'", "''") + "'")
        .collect(Collectors.joining(", "));
  }

  /** As it names it itself. */
  public String version() {
    return get("status/buildinfo").path("version").asText();
  }

  /**
   * Sends samples by remote write.
   *
   * @throws IOException if they are not taken
   */
  public void write(List<Sample> samples) throws IOException, InterruptedException {
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
  public JsonNode query(String query) {
    return get("query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8)).path("result");
  }

  /** The groups of rules, with when and how they were evaluated last. */
  public JsonNode groups() {
    return get("rules").path("groups");
  }

  /** Its process. */
  public ProcessHandle process() {
    return server.process();
  }

  @Override
  public void close() {
    server.close();
  }

  private JsonNode get(String path) {
    return http.get(url + "/api/v1/" + path)
        .map(answer -> answer.path("data"))
        .orElseThrow(() -> new IllegalStateException(url + " does not answer " + path));
  }
}
