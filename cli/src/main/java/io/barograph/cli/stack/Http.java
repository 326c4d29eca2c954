package io.barograph.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** A small client for the servers' JSON interfaces. Safe for use by several threads. */
public final class Http {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  /** What {@code url} answers with status 200; empty if it does not, or not within 5 s. */
  public Optional<JsonNode> get(String url) {
    try {
      HttpResponse<String> response = send(request(url).GET());
      return response.statusCode() == 200
          ? Optional.of(JSON.readTree(response.body()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * The status with which {@code url} answers.
   *
   * @throws IOException if there is no answer within 5 s
   */
  public int status(String url) throws IOException {
    return send(request(url).GET()).statusCode();
  }

  /**
   * Puts {@code json} to {@code url}.
   *
   * @throws IOException if the answer is an error; the message holds it
   */
  public void put(String url, String json) throws IOException {
    HttpResponse<String> response =
        send(
            request(url)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(json)));
    if (response.statusCode() >= 300) {
      throw new IOException(
          "status " + response.statusCode() + " from " + url + ": " + response.body());
    }
  }

  /**
   * Deletes {@code url}.
   *
   * @throws IOException if the answer is an error; the message holds it
   */
  public void delete(String url) throws IOException {
    HttpResponse<String> response = send(request(url).DELETE());
    if (response.statusCode() >= 300) {
      throw new IOException(
          "status " + response.statusCode() + " from " + url + ": " + response.body());
    }
  }

  private static HttpRequest.Builder request(String url) {
    return HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for an answer", e);
    }
  }
}
