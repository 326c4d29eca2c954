package io.barograph.core.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoutingConfigTest {
  private static final ReceiverConfig DESK =
      new ReceiverConfig(
          "desk", List.of(new IntegrationConfig("webhook", 0, true, Map.of("url", "s3cret"))));

  @Test
  void travelsWhole() throws IOException, ClassNotFoundException {
    TimeInterval evening =
        new TimeInterval(
            List.of(new TimeInterval.MinuteSpan(1020, 1440)),
            List.of(new TimeInterval.Span(1, 5)),
            List.of(),
            List.of(),
            List.of(),
            ZoneId.of("Asia/Shanghai"));
    RouteBuilder critical =
        new RouteBuilder()
            .matchers(List.of(LabelMatcher.equal("severity", "critical")))
            .muteTimeIntervals(List.of("evening"));
    RoutingConfig config =
        new RoutingConfig(
            new RouteBuilder()
                .receiver("desk")
                .labels(Labels.of("site", "a"))
                .route(critical)
                .build(),
            Map.of("desk", DESK),
            List.of(
                new InhibitRule("x", List.of(LabelMatcher.equal("a", "1")), List.of(), List.of())),
            new TimeIntervals(Map.of("evening", List.of(evening))),
            List.of("*.tmpl"),
            Map.of("resolve_timeout", "5m"));

    assertThat(copy(config)).isEqualTo(config);
  }

  @Test
  void tellsNoSecrets() {
    RoutingConfig config = RoutingConfig.everythingTo(DESK);

    assertThat(config.toString()).isEqualTo("routing to [desk]");
    assertThat(DESK.toString()).doesNotContain("s3cret");
  }

  @Test
  void tellsOneReceiverEverythingByDefault() {
    Route root = RoutingConfig.everythingTo(DESK).root();
    Labels alert = Labels.of("alertname", "Down");

    assertThat(root.match(alert)).containsExactly(root);
    assertThat(root.groupKey(alert)).isEqualTo("{}:{}");
    assertThat(root.timing()).isEqualTo(new RouteTiming(30_000, 300_000, 14_400_000));
  }

  @Test
  void everyRouteHasItsReceiver() {
    Route root =
        new RouteBuilder().receiver("desk").route(new RouteBuilder().receiver("nobody")).build();
    assertThatThrownBy(
            () ->
                new RoutingConfig(
                    root, Map.of("desk", DESK), List.of(), TimeIntervals.NONE, List.of(), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("receiver \"nobody\" of route {}/{} is not defined");
  }

  @Test
  void refusesTimingThatIsNone() {
    assertThatThrownBy(() -> new RouteTiming(-1, 1, 1))
        .hasMessage("group_wait must be >= 0 ms, was -1");
    assertThatThrownBy(() -> new RouteTiming(0, 0, 1))
        .hasMessage("group_interval must be > 0 ms, was 0");
    assertThatThrownBy(() -> new RouteTiming(0, 1, 0))
        .hasMessage("repeat_interval must be > 0 ms, was 0");
  }

  private static Object copy(Object value) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return in.readObject();
    }
  }
}
