package io.barograph.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExpiredIndicesTest {
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private volatile List<String> indices = List.of();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
          byte[] names =
              indices.stream()
                  .map("{\"index\":\"%s\"}"::formatted)
                  .collect(Collectors.joining(",", "[", "]"))
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, names.length);
          exchange.getResponseBody().write(names);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private ExpiredIndices expired(IndexRetention retention) {
    return new ExpiredIndices(
        "http://127.0.0.1:" + server.getAddress().getPort(), new Http(), retention);
  }

  @Test
  void onlyIndicesOfAFamilyAndAMonthWhoseTimeIsOverAreDeleted() throws IOException {
    indices =
        List.of(
            "barograph-alerts-2026.07",
            "barograph-alerts-2026.08",
            "barograph-shadow-alerts-2026.07",
            "barograph-audit-2026.07",
            "barograph-audit-2024.01",
            "barograph-audit-2024.13",
            "barograph-alerts-2026.07-copy",
            "barograph-mine",
            "other-alerts-2020.01");
    IndexRetention retention =
        new IndexRetention(
            Duration.ofDays(118), new TreeMap<>(Map.of("audit", Duration.ofDays(800))));

    assertThat(expired(retention).delete(NOW))
        .as("1 August is 118 days ago")
        .containsExactly(
            "barograph-alerts-2026.07",
            "barograph-alerts-2026.08",
            "barograph-shadow-alerts-2026.07",
            "barograph-audit-2024.01");
    assertThat(requests)
        .contains("DELETE /barograph-audit-2024.01")
        .filteredOn(request -> request.startsWith("DELETE"))
        .hasSize(4);
  }

  @Test
  void looksOnceADay() throws IOException {
    ExpiredIndices expired = expired(IndexRetention.DEFAULT);
    expired.delete(NOW);
    expired.delete(NOW.plusSeconds(86_399));
    assertThat(requests).hasSize(1);

    expired.delete(NOW.plusSeconds(86_400));
    assertThat(requests).hasSize(2);
  }

  @Test
  void anIndexThatIsStillWrittenNeverGoes() {
    assertThatThrownBy(() -> new IndexRetention(Duration.ofDays(31), Collections.emptySortedMap()))
        .hasMessage(
            "retention must be whole days, at least 32d since an index is written for a month, was PT744H");
    assertThatThrownBy(
            () -> new IndexRetention(Duration.ofHours(1_000), Collections.emptySortedMap()))
        .hasMessageStartingWith("retention must be whole days");
  }
}
