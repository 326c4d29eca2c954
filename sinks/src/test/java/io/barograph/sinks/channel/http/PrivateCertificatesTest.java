package io.barograph.sinks.channel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.barograph.core.notify.DeliveryOutcome;
import io.barograph.core.notify.DeliveryOutcome.Kind;
import io.barograph.core.route.IntegrationConfig;
import io.barograph.core.route.ReceiverConfig;
import io.barograph.sinks.channel.Channel;
import io.barograph.sinks.channel.ChannelException;
import io.barograph.sinks.channel.Channels;
import io.barograph.sinks.channel.Contexts;
import io.barograph.sinks.channel.Language;
import io.barograph.sinks.channel.Notifications;
import io.barograph.sinks.channel.TargetList;
import io.barograph.sinks.channel.TestAuthority;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateCertificatesTest {
  @TempDir private Path folder;

  private static DeliveryOutcome send(Map<String, Object> settings) {
    ReceiverConfig receiver =
        new ReceiverConfig("people", List.of(new IntegrationConfig("webhook", 0, true, settings)));
    try (Channel channel =
        Channels.create(receiver, Contexts.of(Language.EN, TargetList.ALL)).get(0).channel()) {
      return channel.send(Notifications.firing()).orTimeout(30, TimeUnit.SECONDS).join();
    }
  }

  @Test
  void trustsOnlyTheAuthoritiesItIsTold() throws Exception {
    TestAuthority authority = TestAuthority.in(folder);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(authority.server()));
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    try {
      String url = "https://127.0.0.1:" + server.getAddress().getPort() + "/";
      DeliveryOutcome unknown = send(Map.of("url", url));
      assertThat(unknown.kind()).isEqualTo(Kind.RETRY);
      assertThat(unknown.answer()).startsWith("TLS failed: ");
      Map<String, Object> tls = Map.of("ca_file", authority.certificate().toString());
      DeliveryOutcome known = send(Map.of("url", url, "http_config", Map.of("tls_config", tls)));
      assertThat(known.kind()).as(known.toString()).isEqualTo(Kind.DELIVERED);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void neverGoesWithoutVerification() {
    Map<String, Object> http = Map.of("tls_config", Map.of("insecure_skip_verify", true));
    assertThatThrownBy(() -> send(Map.of("url", "https://127.0.0.1/", "http_config", http)))
        .isInstanceOf(ChannelException.class)
        .hasMessage(
            "receiver \"people\": webhook_configs[0].http_config.tls_config.insecure_skip_verify: "
                + "certificates are always verified; name the authority in ca_file");
  }

  @Test
  void saysWhichFileCannotBeRead() {
    Map<String, Object> http = Map.of("tls_config", Map.of("ca_file", "/nowhere/ca.pem"));
    assertThatThrownBy(() -> send(Map.of("url", "https://127.0.0.1/", "http_config", http)))
        .hasMessageContaining("ca_file: cannot read /nowhere/ca.pem");
  }
}
