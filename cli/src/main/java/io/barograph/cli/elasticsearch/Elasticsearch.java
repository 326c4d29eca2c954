package io.barograph.cli.elasticsearch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/** An Elasticsearch, by its address. */
public final class Elasticsearch {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int MOST_OF_ANSWER = 500;

  private final String address;
  private final Optional<Credentials> credentials;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  /** Who writes. */
  public record Credentials(String user, String password) {
    @Override
    public String toString() {
      return "Credentials[" + user + "]";
    }
  }

  /**
   * A server.
   *
   * @param address such as {@code http://127.0.0.1:9200}
   */
  public Elasticsearch(URI address, Optional<Credentials> credentials) {
    this.address = address.toString().replaceAll("/+$", "");
    this.credentials = credentials;
  }

  /**
   * Sends JSON.
   *
   * @param path with its leading slash, encoded
   * @throws IOException if the server does not answer; the message says why
   */
  public HttpResponse<String> send(String method, String path, String json)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(json));
    credentials.ifPresent(who -> request.header("Authorization", basic(who)));
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException silent) {
      throw new IOException(
          "%s does not answer (%s): is --elasticsearch right?".formatted(address, silent), silent);
    }
  }

  /** What says that the server refused something, and why. */
  public IOException refusal(String what, HttpResponse<String> answer) {
    String told = answer.body();
    return new IOException(
        "%s refused %s with status %d: %s"
            .formatted(
                address,
                what,
                answer.statusCode(),
                told.substring(0, Math.min(MOST_OF_ANSWER, told.length()))));
  }

  private static String basic(Credentials who) {
    byte[] plain = (who.user() + ':' + who.password()).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(plain);
  }
}
