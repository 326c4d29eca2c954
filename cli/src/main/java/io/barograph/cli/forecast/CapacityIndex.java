package io.barograph.cli.forecast;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * The indices {@code barograph-capacity-*} of an Elasticsearch. Plans are written by id with the
 * time of their newest value as version, so that written again they change nothing, and an older
 * one replaces none.
 */
public final class CapacityIndex {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int MOST_OF_ANSWER = 500;
  private static final int ALREADY_NEWER = 409;

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
  public CapacityIndex(URI address, Optional<Credentials> credentials) {
    this.address = address.toString().replaceAll("/+$", "");
    this.credentials = credentials;
  }

  /**
   * Writes a plan.
   *
   * @throws IOException if the server does not answer or refuses it; the message says why
   */
  public void write(ResourcePlan plan) throws IOException, InterruptedException {
    String path =
        "/%s/_doc/%s?version=%d&version_type=external_gte"
            .formatted(plan.index(), plan.id(), Math.max(1, plan.newest()));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(plan.json()));
    credentials.ifPresent(who -> request.header("Authorization", basic(who)));
    HttpResponse<String> answer = send(request.build());
    if (answer.statusCode() >= 300 && answer.statusCode() != ALREADY_NEWER) {
      String told = answer.body();
      throw new IOException(
          "%s refused the plan of %s with status %d: %s"
              .formatted(
                  address,
                  plan.resource(),
                  answer.statusCode(),
                  told.substring(0, Math.min(MOST_OF_ANSWER, told.length()))));
    }
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException silent) {
      throw new IOException(
          "%s does not answer (%s): is --elasticsearch right?".formatted(address, silent), silent);
    }
  }

  private static String basic(Credentials who) {
    byte[] plain = (who.user() + ':' + who.password()).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(plain);
  }
}
