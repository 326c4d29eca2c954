package io.barograph.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.barograph.cli.stack.Http;
import io.barograph.core.sample.Sample;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EndpointProbeTest {
  private HttpServer server;
  private String url;
  private int status = 200;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(status, 2);
          exchange.getResponseBody().write(new byte[] {'{', '}'});
          exchange.close();
        });
    server.start();
    url = "http://127.0.0.1:" + server.getAddress().getPort() + "/health";
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void anEndpointThatAnswersIsASuccess() {
    assertThat(values(EndpointProbe.http(new Http(), url))).containsEntry("probe_success", 1.0);
    assertThat(values(EndpointProbe.tcp(server.getAddress().getPort())))
        .containsEntry("probe_success", 1.0);
  }

  @Test
  void anErrorIsNone() {
    status = 503;

    assertThat(values(EndpointProbe.http(new Http(), url))).containsEntry("probe_success", 0.0);
  }

  @Test
  void aPortWhereNothingListensIsNone() {
    server.stop(0);

    assertThat(values(EndpointProbe.http(new Http(), url))).containsEntry("probe_success", 0.0);
    assertThat(values(EndpointProbe.tcp(server.getAddress().getPort())))
        .containsEntry("probe_success", 0.0);
  }

  @Test
  void itsSamplesNameTheEndpointAndHowLongItTook() {
    assertThat(EndpointProbe.http(new Http(), url).read(7_000))
        .allMatch(sample -> sample.labels().get("instance").equals(url))
        .allMatch(sample -> sample.labels().get("job").equals("blackbox"))
        .allMatch(sample -> sample.timestamp() == 7_000)
        .filteredOn(sample -> sample.labels().metricName().equals("probe_duration_seconds"))
        .singleElement()
        .satisfies(sample -> assertThat(sample.value()).isPositive());
  }

  private static Map<String, Double> values(EndpointProbe probe) {
    return probe.read(0).stream()
        .collect(Collectors.toMap(sample -> sample.labels().metricName(), Sample::value));
  }
}
