package io.barograph.cli.backtest;

import static io.barograph.cli.backtest.Episodes.at;
import static io.barograph.cli.backtest.Episodes.fired;
import static io.barograph.cli.backtest.Episodes.pendingOnly;
import static io.barograph.cli.backtest.Episodes.stillFiring;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Cases counted by hand. */
class DetectionTest {
  private static final Instant END = at(1_000);

  @Test
  void countsWhatWasRightAndWhatWasFound() {
    Detection detection =
        Detection.of(
            List.of(
                fired("A", "api", 110, 150), // tells of the first
                fired("B", "api", 130, 140), // and so does this
                fired("A", "db", 120, 130), // another job
                fired("A", "api", 300, 310), // at another time
                pendingOnly("A", "db", 510, 520)), // never fired
            List.of(incident(100, 200, "api"), incident(500, 600, "db")),
            END);

    assertThat(detection.precision()).hasValue(0.5);
    assertThat(detection.recall()).hasValue(0.5);
    assertThat(detection.alerts()).isEqualTo(4);
    assertThat(detection.outcomes())
        .extracting(Detection.Outcome::alerts, Detection.Outcome::timeToDetect)
        .containsExactly(tuple(2, Optional.of(Duration.ofSeconds(10))), tuple(0, Optional.empty()));
  }

  @Test
  void takesBothEndsOfAnIncidentIn() {
    Incident incident = incident(100, 200, "api");

    assertThat(incident.isToldBy(fired("A", "api", 50, 100), END)).isTrue();
    assertThat(incident.isToldBy(fired("A", "api", 200, 300), END)).isTrue();
    assertThat(incident.isToldBy(fired("A", "api", 50, 99), END)).isFalse();
    assertThat(incident.isToldBy(fired("A", "api", 201, 300), END)).isFalse();
    assertThat(incident.isToldBy(stillFiring("A", "api", 50), END)).isTrue();
  }

  @Test
  void detectsAtOnceWhatFiredAlready() {
    Detection detection =
        Detection.of(List.of(fired("A", "api", 50, 150)), List.of(incident(100, 200, "api")), END);
    assertThat(detection.medianTimeToDetect()).hasValue(Duration.ZERO);
  }

  @Test
  void takesTheLowerMiddleOfTheTimesToDetect() {
    Detection detection =
        Detection.of(
            List.of(
                fired("A", "a", 110, 120), fired("A", "b", 130, 140), fired("A", "c", 190, 195)),
            List.of(
                incident(100, 200, "a"),
                incident(100, 200, "b"),
                incident(100, 200, "c"),
                incident(100, 200, "d")),
            END);
    assertThat(detection.medianTimeToDetect()).hasValue(Duration.ofSeconds(30));
    assertThat(detection.recall().getAsDouble()).isCloseTo(0.75, within(1e-12));
  }

  @Test
  void knowsNoRatioOfNothing() {
    Detection nothing = Detection.of(List.of(), List.of(), END);
    assertThat(nothing.precision()).isEmpty();
    assertThat(nothing.recall()).isEmpty();
    assertThat(nothing.medianTimeToDetect()).isEmpty();
    assertThat(Detection.of(List.of(), List.of(incident(1, 2, "a")), END).recall()).hasValue(0);
  }

  private static Incident incident(long from, long to, String job) {
    return new Incident("", at(from), at(to), new TreeMap<>(Map.of("job", job)));
  }
}
