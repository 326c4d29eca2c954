package io.barograph.jobs.rules;

import io.barograph.core.alert.Alert;
import io.barograph.core.alert.NoDataAlert;
import io.barograph.core.labels.Labels;
import io.barograph.jobs.types.AlertSerializer;
import io.barograph.jobs.types.LabelsSerializer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * What the series stages tell to what is published: one alert for each label set, however many
 * rules give it.
 *
 * <p>Only alerts whose name several rules share, and alerts on missing data, are merged, and wait
 * for the clocks of all stages. The others go straight on.
 */
public final class AlertOwners {
  /** Transitions of alerts that can have several owners. */
  static final OutputTag<Alert> SHARED =
      new OutputTag<>("shared-alerts", AlertSerializer.INSTANCE.typeInformation());

  private static final OutputTag<Labels> SHARED_FORGOTTEN =
      new OutputTag<>("shared-forgotten-alerts", LabelsSerializer.INSTANCE.typeInformation());

  private AlertOwners() {}

  /**
   * What is published.
   *
   * @param alerts every transition
   * @param forgotten alerts that ended so long ago that the present no longer holds them
   */
  public record Streams(DataStream<Alert> alerts, DataStream<Labels> forgotten) {
    private Streams union(Streams other) {
      return new Streams(alerts.union(other.alerts), forgotten.union(other.forgotten));
    }
  }

  /**
   * Wires the merge behind the series stages.
   *
   * @param stages what each stage tells, at least one
   * @param sharedNames the names of the alerts that several rules can give
   * @return what to publish of each stage; what is merged goes with the first
   */
  public static Map<String, Streams> define(
      Map<String, RulesPipeline.Streams> stages, Set<String> sharedNames) {
    Set<String> names = new TreeSet<>(sharedNames);
    names.add(NoDataAlert.NAME);
    Map<String, Streams> published = new LinkedHashMap<>();
    DataStream<Alert> shared = null;
    for (Map.Entry<String, RulesPipeline.Streams> stage : stages.entrySet()) {
      SingleOutputStreamOperator<Alert> straight =
          straight(stage.getKey(), stage.getValue().alerts(), names);
      published.put(
          stage.getKey(),
          new Streams(
              straight, straightForgotten(stage.getKey(), stage.getValue().forgotten(), names)));
      DataStream<Alert> apart = straight.getSideOutput(SHARED).union(stage.getValue().noData());
      shared = shared == null ? apart : shared.union(apart);
    }
    String first = published.keySet().iterator().next();
    published.put(first, published.get(first).union(merge(shared)));
    return published;
  }

  private static Streams merge(DataStream<Alert> shared) {
    SingleOutputStreamOperator<Alert> merged =
        shared
            .keyBy(alert -> alert.labels().fingerprint(), Types.LONG)
            .process(new AlertOwnersFunction(), AlertSerializer.INSTANCE.typeInformation())
            .uid("alert-owners")
            .name("merge owners of alerts");
    return new Streams(merged, merged.getSideOutput(AlertOwnersFunction.FORGOTTEN));
  }

  private static SingleOutputStreamOperator<Alert> straight(
      String stage, DataStream<Alert> alerts, Set<String> names) {
    return alerts
        .process(
            new SharedNames<>(names, Alert::name, SHARED),
            AlertSerializer.INSTANCE.typeInformation())
        .uid("shared-alerts-" + stage)
        .name("set shared alerts apart " + stage);
  }

  private static DataStream<Labels> straightForgotten(
      String stage, DataStream<Labels> forgotten, Set<String> names) {
    return forgotten
        .process(
            new SharedNames<>(names, labels -> labels.get(Labels.ALERT_NAME), SHARED_FORGOTTEN),
            LabelsSerializer.INSTANCE.typeInformation())
        .uid("shared-forgotten-alerts-" + stage)
        .name("set shared forgotten alerts apart " + stage);
  }
}
