package io.barograph.core.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.alert.Alert;
import io.barograph.core.alert.AlertReason;
import io.barograph.core.alert.AlertState;
import io.barograph.core.alert.AlertStatus;
import io.barograph.core.alert.Origin;
import io.barograph.core.alert.Priority;
import io.barograph.core.labels.Labels;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What transitions of alerts are to correlation, and where they are. */
class AlertPlacesTest {
  private static final long FIRED = 1_000;

  @Test
  void onlyTheBeginningAndTheEndCount() {
    assertThat(AlertPlaces.DEFAULT.signalOf(alert(AlertStatus.PENDING, 500))).isEmpty();
    assertThat(AlertPlaces.DEFAULT.signalOf(alert(AlertStatus.NODATA, 2_000))).isEmpty();
    assertThat(AlertPlaces.DEFAULT.signalOf(alert(AlertStatus.INACTIVE, 2_000))).isEmpty();
    assertThat(AlertPlaces.DEFAULT.signalOf(alert(AlertStatus.FIRING, 2_000)))
        .as("fires again after its data has returned")
        .isEmpty();
    assertThat(AlertPlaces.DEFAULT.signalOf(alert(AlertStatus.FIRING, FIRED)))
        .hasValueSatisfying(signal -> assertThat(signal.isFiring()).isTrue());
    assertThat(AlertPlaces.DEFAULT.signalOf(alert(AlertStatus.RESOLVED, 3_000)))
        .hasValueSatisfying(signal -> assertThat(signal.isFiring()).isFalse());
  }

  @Test
  void theFirstLabelThatThereIsSaysWhere() {
    Alert alert = alert(AlertStatus.FIRING, FIRED);
    AlertPlaces places =
        new AlertPlaces(
            "stage", List.of("app", "service"), List.of("node", "instance"), List.of(), "");

    assertThat(places.environmentOf(alert)).isEqualTo("prod");
    assertThat(places.signalOf(alert).orElseThrow())
        .returns("web", AlertSignal::service)
        .returns("h1:80", AlertSignal::host)
        .returns("Up", AlertSignal::name);
    assertThat(
            new AlertPlaces("x", List.of("y"), List.of(), List.of(), "")
                .signalOf(alert)
                .orElseThrow()
                .service())
        .isEmpty();
  }

  private static Alert alert(AlertStatus status, long updatedAt) {
    return new Alert(
        Labels.of("alertname", "Up", "instance", "h1:80", "service", "web", "stage", "prod"),
        new TreeMap<>(),
        new AlertState(status, 500, FIRED, 0, 0, 0, 1, 1),
        AlertReason.CONDITION_TRUE,
        updatedAt,
        Priority.P1,
        Origin.RULE,
        List.of(),
        "");
  }
}
