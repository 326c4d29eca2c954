package io.barograph.jobs.types;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.alert.Alert;
import io.barograph.core.alert.AlertReason;
import io.barograph.core.alert.AlertState;
import io.barograph.core.alert.AlertStatus;
import io.barograph.core.alert.Origin;
import io.barograph.core.alert.Owner;
import io.barograph.core.alert.Priority;
import io.barograph.core.labels.Labels;
import io.barograph.jobs.testing.SerializerContract;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class AlertSerializerTest extends SerializerContract<Alert> {
  /** Reasons are known by their place, so later ones stand behind these. */
  private static final Set<AlertReason> OF_VERSION_1 =
      EnumSet.range(AlertReason.CONDITION_TRUE, AlertReason.RULE_DELETED);

  private static final double[] VALUES = {
    0, -0.0, 0.97, Double.MIN_VALUE, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
  };

  AlertSerializerTest() {
    super(AlertSerializer.INSTANCE, "alert-v1");
  }

  @Test
  void everyReasonAddedSinceComesBackToo() throws IOException {
    for (AlertReason reason : EnumSet.complementOf(EnumSet.copyOf(OF_VERSION_1))) {
      assertComesBack(alert(AlertStatus.RESOLVED, reason, 0.97));
    }
  }

  @Test
  void duplicatesComeBackToo() throws IOException {
    assertComesBack(
        alert(AlertStatus.FIRING, AlertReason.CONDITION_TRUE, 0.97).withDuplicates(257));
    assertComesBack(bare().withDuplicates(1));
  }

  private static void assertComesBack(Alert alert) throws IOException {
    DataOutputSerializer bytes = new DataOutputSerializer(256);
    AlertSerializer.INSTANCE.serialize(alert, bytes);

    assertThat(
            AlertSerializer.INSTANCE.deserialize(
                new DataInputDeserializer(bytes.getCopyOfBuffer())))
        .isEqualTo(alert);
  }

  @Override
  protected List<Alert> values() {
    List<Alert> alerts = new ArrayList<>();
    for (AlertStatus status : AlertStatus.values()) {
      alerts.add(alert(status, AlertReason.CONDITION_TRUE, 0.97));
    }
    for (AlertReason reason : OF_VERSION_1) {
      alerts.add(alert(AlertStatus.FIRING, reason, 0.97));
    }
    for (double value : VALUES) {
      alerts.add(alert(AlertStatus.FIRING, AlertReason.CONDITION_TRUE, value));
    }
    alerts.add(bare());
    return alerts;
  }

  private static Alert alert(AlertStatus status, AlertReason reason, double value) {
    return new Alert(
        Labels.of("alertname", "HighCpu", "host", "Zürich", "severity", "critical"),
        new TreeMap<>(Map.of("summary", "価格 \uD83D\uDCC8", "description", "")),
        new AlertState(
            status, 60_000, 120_000, 180_000, AlertState.NEVER, Long.MAX_VALUE, value, 3),
        reason,
        240_000,
        Priority.P1,
        Origin.DETECTOR,
        List.of(new Owner("system", "host", "HighCpu", ""), new Owner("own", "g", "r", "1.2.0")),
        "http://127.0.0.1:9090/graph?g0.expr=up");
  }

  private static Alert bare() {
    return new Alert(
        Labels.EMPTY,
        new TreeMap<>(),
        new AlertState(
            AlertStatus.PENDING,
            AlertState.NEVER,
            AlertState.NEVER,
            AlertState.NEVER,
            AlertState.NEVER,
            AlertState.NEVER,
            0,
            Integer.MAX_VALUE),
        AlertReason.RULE_DELETED,
        Long.MIN_VALUE,
        Priority.P4,
        Origin.EXTERNAL,
        List.of(),
        "");
  }
}
