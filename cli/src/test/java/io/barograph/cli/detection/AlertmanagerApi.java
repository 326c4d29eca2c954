package io.barograph.cli.detection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** The API of an Alertmanager, as tests use it. */
final class AlertmanagerApi {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final String base;

  /**
   * The API at an address.
   *
   * @param address {@code host:port}
   */
  AlertmanagerApi(String address) {
    base = "http://" + address + "/api/v2/";
  }

  /** The answer to what is posted, which has to be taken. */
  String post(String path, JsonNode body) throws IOException, InterruptedException {
    HttpResponse<String> answer = tryToPost(path, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  HttpResponse<String> tryToPost(String path, JsonNode body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8))
            .build(),
        HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(base + path)).build();
    return JSON.readTree(
        client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8)).body());
  }
}
