package io.barograph.jobs.rules;

import static io.barograph.core.alert.AlertState.NEVER;

import io.barograph.core.alert.AlertState;
import io.barograph.core.alert.AlertStatus;
import io.barograph.core.labels.Labels;
import io.barograph.jobs.testing.SerializerContract;
import io.barograph.promql.alerting.ActiveAlert;
import io.barograph.promql.alerting.GroupAlert;
import java.util.List;

class PartitionStateSerializerTest extends SerializerContract<PartitionState> {
  private static final Labels ELEMENT = Labels.of("job", "価格");

  PartitionStateSerializerTest() {
    super(PartitionStateSerializer.INSTANCE, "partition-state-v2");
  }

  @Override
  protected List<PartitionState> values() {
    AlertState firing =
        new AlertState(AlertStatus.FIRING, 15_000, 30_000, NEVER, NEVER, NEVER, 0.97, 2);
    GroupAlert alert =
        new GroupAlert(
            ELEMENT, new ActiveAlert(ELEMENT.with("alertname", "Errors"), firing), 0b101);
    PartitionState first = PartitionState.first("pack\0group\0Errors");
    return List.of(
        first,
        first.withElement(30_000).withSilence().due(30_000),
        first.withElement(30_000).after(30_000, 45_000, List.of(alert)),
        first.after(
            45_000,
            Long.MAX_VALUE,
            List.of(alert, new GroupAlert(Labels.EMPTY, alert.active(), -1))));
  }
}
