package io.barograph.jobs.rules;

import io.barograph.core.alert.Alert;
import io.barograph.core.labels.Labels;
import io.barograph.jobs.types.AlertSerializer;
import io.barograph.jobs.types.LabelsSerializer;
import io.barograph.promql.alerting.AlertListener;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Where a stage sends what becomes of alerts: those that have changed to its output, and what else
 * there is to tell beside it. Not thread-safe.
 */
class StageAlerts implements AlertListener {
  /** Alerts that ended so long ago that the present no longer holds them. */
  static final OutputTag<Labels> FORGOTTEN =
      new OutputTag<>("forgotten-alerts", LabelsSerializer.INSTANCE.typeInformation());

  /** Alerts on missing data; an end may come without its beginning. */
  static final OutputTag<Alert> NO_DATA =
      new OutputTag<>("no-data-alerts", AlertSerializer.INSTANCE.typeInformation());

  /** What becomes of alerts of rules that are only tried. */
  static final OutputTag<Alert> TRIED =
      new OutputTag<>("tried-alerts", AlertSerializer.INSTANCE.typeInformation());

  /** Alerts that halt trading, each with how long it does, in milliseconds. */
  static final OutputTag<Tuple2<Alert, Long>> HALTING =
      new OutputTag<>(
          "halting-alerts", Types.TUPLE(AlertSerializer.INSTANCE.typeInformation(), Types.LONG));

  private final Output<StreamRecord<Alert>> output;
  private final Counter transitions;
  private final StreamRecord<Alert> record = new StreamRecord<>(null);

  /**
   * Sends to an operator's output.
   *
   * @param transitions counts the alerts that have changed
   */
  StageAlerts(Output<StreamRecord<Alert>> output, Counter transitions) {
    this.output = output;
    this.transitions = transitions;
  }

  @Override
  public void changed(Alert alert) {
    transitions.inc();
    output.collect(record.replace(alert, alert.updatedAt()));
  }

  @Override
  public void tried(Alert alert) {
    output.collect(TRIED, new StreamRecord<>(alert, alert.updatedAt()));
  }

  @Override
  public void halting(Alert alert, long haltMillis) {
    output.collect(HALTING, new StreamRecord<>(Tuple2.of(alert, haltMillis), alert.updatedAt()));
  }

  @Override
  public void noData(Alert alert) {
    output.collect(NO_DATA, new StreamRecord<>(alert, alert.updatedAt()));
  }

  @Override
  public void forgotten(Labels alert) {
    output.collect(FORGOTTEN, new StreamRecord<>(alert));
  }
}
