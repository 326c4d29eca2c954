package io.barograph.sinks.elasticsearch;

import java.io.IOException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.http.HttpEntity;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;

/**
 * A request that was not answered as it should be.
 *
 * @param status the HTTP status, {@link #NO_ANSWER} or {@link #UNTRUSTED}
 * @param answer what was answered, on one line of bounded length
 */
record Refusal(int status, String answer) {
  /** Nobody answered. */
  static final int NO_ANSWER = 0;

  /** We do not trust who would have answered. */
  static final int UNTRUSTED = -1;

  private static final int KEPT_OF_AN_ANSWER = 1_000;

  /** What a failure of the client was. */
  static Refusal of(Exception failure) {
    if (failure instanceof ResponseException refused) {
      return of(refused.getResponse());
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException || cause instanceof SSLPeerUnverifiedException) {
        return new Refusal(UNTRUSTED, oneLine(cause.getMessage()));
      }
    }
    return new Refusal(NO_ANSWER, oneLine(failure.toString()));
  }

  private static Refusal of(Response response) {
    HttpEntity entity = response.getEntity();
    String body;
    try {
      body = entity == null ? "" : EntityUtils.toString(entity);
    } catch (IOException unreadable) {
      body = "";
    }
    int status = response.getStatusLine().getStatusCode();
    return new Refusal(
        status, oneLine("%d %s".formatted(status, body.isBlank() ? "without a word" : body)));
  }

  /** What somebody has to do so that the cluster takes requests: one sentence, an option first. */
  String remedy(ElasticsearchConnection connection) {
    String cluster = String.join(", ", connection.hosts());
    if (status == UNTRUSTED) {
      return connection.certificateAuthority().isEmpty()
          ? "elasticsearch.certificate-authority: the JDK trusts no authority of %s (%s); set it to a PEM file with the cluster's"
              .formatted(cluster, answer)
          : "elasticsearch.certificate-authority: the certificates in %s do not vouch for %s (%s); check that they are the cluster's and that hosts are called as in their certificates"
              .formatted(connection.certificateAuthority(), cluster, answer);
    }
    if (status == 401) {
      return connection.username().isEmpty()
          ? "elasticsearch.username: %s asks who we are; set elasticsearch.username and elasticsearch.password-file"
              .formatted(cluster)
          : "elasticsearch.password-file: %s does not take the password in %s for elasticsearch.username \"%s\"; check both"
              .formatted(cluster, connection.passwordFile(), connection.username());
    }
    if (status == 403) {
      return "elasticsearch.username: \"%s\" may not write to %s; grant it create_index and index on barograph-*: %s"
          .formatted(connection.username(), cluster, answer);
    }
    return "elasticsearch.hosts: %s takes no bulk requests; check that it is Elasticsearch: %s"
        .formatted(cluster, answer);
  }

  private static String oneLine(String text) {
    String line = String.valueOf(text).replaceAll("\\s+", " ").strip();
    return line.length() <= KEPT_OF_AN_ANSWER ? line : line.substring(0, KEPT_OF_AN_ANSWER) + "...";
  }
}
