package io.barograph.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The stack's Elasticsearch as a process of its own, with the index templates that ship. */
public final class RealElasticsearch implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final ElasticsearchServer server;

  private RealElasticsearch(ElasticsearchServer server) {
    this.server = server;
  }

  /** Starts a server whose home is {@code folder}, on a port that is free. */
  public static RealElasticsearch start(Path folder) throws IOException, InterruptedException {
    StackHome home = new StackHome(folder);
    home.create();
    StackPorts ports = new StackPorts(0, PortCheck.anyFree(), 0);
    Http http = new Http();
    RealElasticsearch elasticsearch =
        new RealElasticsearch(new ElasticsearchServer(home, TestInstallation.get(), ports, http));
    elasticsearch.startAgain();
    IndexLifecycle.installIfOffered(
        TestInstallation.get().indexLifecycle(),
        elasticsearch.address(),
        http,
        IndexRetention.DEFAULT);
    IndexTemplates.install(TestInstallation.get().indexTemplates(), elasticsearch.address(), http);
    return elasticsearch;
  }

  /** Where the server answers. */
  public String address() {
    return server.address();
  }

  /** Starts the server after {@link #kill} and returns once it answers. */
  public void startAgain() throws IOException, InterruptedException {
    server.start();
    server.awaitReady(PATIENCE);
  }

  /** Ends the server as a loss of power would: {@code kill -9}, without a farewell. */
  public void kill() {
    ProcessHandle process = server.process().handle().orElseThrow();
    List<ProcessHandle> family = Stream.concat(process.descendants(), Stream.of(process)).toList();
    family.forEach(ProcessHandle::destroyForcibly);
    family.forEach(member -> member.onExit().join());
  }

  /**
   * The server's JSON answer to {@code body}, or to no body if that is empty.
   *
   * @throws IOException if the status is 300 or above; the message holds the answer
   */
  public JsonNode ask(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address() + path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new IOException(
          "status " + response.statusCode() + " from " + path + ": " + response.body());
    }
    return JSON.readTree(response.body());
  }

  /** The answer to a {@code GET}. */
  public JsonNode get(String path) throws IOException, InterruptedException {
    return ask("GET", path, "");
  }

  /** Makes all that was stored visible to searches. */
  public void refresh() throws IOException, InterruptedException {
    JsonNode unused = ask("POST", "/_refresh", "");
  }

  @Override
  public void close() {
    server.process().stop();
  }
}
