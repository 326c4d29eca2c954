package io.barograph.sinks.elasticsearch;

import io.barograph.sinks.tls.TrustedAuthorities;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.apache.http.HttpHost;
import org.apache.http.impl.nio.client.HttpAsyncClientBuilder;
import org.elasticsearch.client.RestClient;

/**
 * How to reach an Elasticsearch cluster.
 *
 * @param hosts addresses such as {@code https://es-1:9200}, at least one
 * @param username the user for basic authentication, or the empty text for none
 * @param passwordFile a file that holds the password and nothing else, or the empty text
 * @param certificateAuthority a PEM file with the certificates to trust, or the empty text for
 *     those of the JDK
 */
public record ElasticsearchConnection(
    List<String> hosts, String username, String passwordFile, String certificateAuthority)
    implements Serializable {
  private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
  private static final int SOCKET_TIMEOUT_MILLIS = 60_000;

  public ElasticsearchConnection {
    hosts = List.copyOf(hosts);
    if (hosts.isEmpty()) {
      throw new IllegalArgumentException("elasticsearch.hosts must name at least one host");
    }
    if (!username.isEmpty() && passwordFile.isEmpty()) {
      throw new IllegalArgumentException(
          "elasticsearch.username is \"%s\" but elasticsearch.password-file is not set"
              .formatted(username));
    }
  }

  /** A connection without authentication. */
  public static ElasticsearchConnection to(String... hosts) {
    return new ElasticsearchConnection(List.of(hosts), "", "", "");
  }

  /**
   * A new client; the caller closes it. It reads the password anew for each request, so one that is
   * changed while the job runs is used at once.
   *
   * @throws UncheckedIOException if the password or certificate file cannot be read
   */
  public RestClient open() {
    HttpHost[] targets = hosts.stream().map(HttpHost::create).toArray(HttpHost[]::new);
    PasswordFile password = username.isEmpty() ? null : new PasswordFile(username, passwordFile);
    SSLContext trust = certificateAuthority.isEmpty() ? null : trusting(certificateAuthority);
    return RestClient.builder(targets)
        .setRequestConfigCallback(
            request ->
                request
                    .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                    .setSocketTimeout(SOCKET_TIMEOUT_MILLIS))
        .setHttpClientConfigCallback(client -> secure(client, password, trust))
        .build();
  }

  private static HttpAsyncClientBuilder secure(
      HttpAsyncClientBuilder client, PasswordFile password, SSLContext trust) {
    if (trust != null) {
      client.setSSLContext(trust);
    }
    if (password != null) {
      client.setDefaultCredentialsProvider(password);
    }
    return client;
  }

  private static SSLContext trusting(String file) {
    try {
      return TrustedAuthorities.of(Path.of(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(
          "elasticsearch.certificate-authority: cannot read " + file, unreadable);
    } catch (GeneralSecurityException invalid) {
      throw new IllegalArgumentException(
          "elasticsearch.certificate-authority: %s holds no PEM certificates".formatted(file),
          invalid);
    }
  }
}
