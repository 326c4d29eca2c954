package io.barograph.sinks.channel.http;

import io.barograph.sinks.channel.PrivateTrust;
import io.barograph.sinks.channel.Settings;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/**
 * How a channel speaks HTTP: {@code timeout} and {@code http_config}, as Alertmanager has them.
 *
 * @param timeout how long one attempt may last
 * @param authorization the value of the header, or nothing
 * @param trust the certificates to trust, or those of the JDK
 * @param proxy where requests go through
 */
public record HttpSettings(
    Duration timeout,
    Optional<String> authorization,
    Optional<SSLContext> trust,
    Optional<InetSocketAddress> proxy) {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /** Reads the settings of a channel. */
  public static HttpSettings of(Settings settings) {
    Duration timeout = settings.timeout();
    Settings http = settings.inside("http_config");
    HttpSettings read = new HttpSettings(timeout, authorization(http), trust(http), proxy(http));
    http.flag("follow_redirects", false); // never followed, whatever it says
    http.flag("enable_http2", false);
    http.finish();
    return read;
  }

  private static Optional<String> authorization(Settings http) {
    Optional<String> basic = basic(http);
    Optional<String> bearer = http.secret("bearer_token").map(token -> "Bearer " + token);
    Optional<String> general = general(http);
    long ways = Stream.of(basic, bearer, general).filter(Optional::isPresent).count();
    if (ways > 1) {
      throw http.failure(
          "authorization", "at most one of basic_auth, authorization and bearer_token may be set");
    }
    return basic.or(() -> bearer).or(() -> general);
  }

  private static Optional<String> basic(Settings http) {
    if (!http.has("basic_auth")) {
      return Optional.empty();
    }
    Settings basic = http.inside("basic_auth");
    String user = basic.textOrFile("username").orElse("");
    String password = basic.secret("password").orElse("");
    basic.finish();
    String encoded =
        Base64.getEncoder()
            .encodeToString((user + ':' + password).getBytes(StandardCharsets.UTF_8));
    http.secrets().add(encoded);
    return Optional.of("Basic " + encoded);
  }

  private static Optional<String> general(Settings http) {
    if (!http.has("authorization")) {
      return Optional.empty();
    }
    Settings general = http.inside("authorization");
    String type = general.text("type", "Bearer");
    String credentials = general.requiredSecret("credentials");
    general.finish();
    return Optional.of(type + ' ' + credentials);
  }

  private static Optional<SSLContext> trust(Settings http) {
    if (!http.has("tls_config")) {
      return Optional.empty();
    }
    Settings tls = http.inside("tls_config");
    Optional<SSLContext> trust = PrivateTrust.of(tls);
    tls.finish();
    return trust;
  }

  private static Optional<InetSocketAddress> proxy(Settings http) {
    URI proxy = http.address("proxy_url", (URI) null);
    if (proxy == null) {
      return Optional.empty();
    }
    if (proxy.getPort() < 0) {
      throw http.failure("proxy_url", "must name a port, such as http://proxy:3128");
    }
    return Optional.of(InetSocketAddress.createUnresolved(proxy.getHost(), proxy.getPort()));
  }

  /** The client for these settings: the shared one, if it can do. */
  HttpClient client(HttpClient shared) {
    if (trust.isEmpty() && proxy.isEmpty()) {
      return shared;
    }
    HttpClient.Builder own =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT);
    trust.ifPresent(own::sslContext);
    proxy.ifPresent(at -> own.proxy(ProxySelector.of(at)));
    return own.build();
  }

  /** The headers of every request. */
  Map<String, String> headers(String userAgent) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("User-Agent", userAgent);
    authorization.ifPresent(value -> headers.put("Authorization", value));
    return headers;
  }

  /** Settings hold secrets: nothing but the timeout is told. */
  @Override
  public String toString() {
    return "HttpSettings[timeout=" + timeout + "]";
  }
}
