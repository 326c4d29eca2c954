package io.barograph.jobs.rules;

import io.barograph.core.alert.Alert;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Makes the series stage in each subtask. */
final class SeriesStageFactory extends AbstractStreamOperatorFactory<Alert> {
  private final RuleSet.Source rules;
  private final int groupLevels;
  private final int place;

  /**
   * A factory.
   *
   * @param groupLevels how many levels the group stage has
   */
  SeriesStageFactory(RuleSet.Source rules, int groupLevels) {
    this(rules, groupLevels, SeriesStage.WITHOUT_GATE);
  }

  /**
   * A factory of a stage behind a gate.
   *
   * @param place of the stage among those behind the gate
   */
  SeriesStageFactory(RuleSet.Source rules, int groupLevels, int place) {
    this.place = place;
    this.rules = rules;
    this.groupLevels = groupLevels;
    this.chainingStrategy = ChainingStrategy.HEAD;
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as Flink declares it
  public <T extends StreamOperator<Alert>> T createStreamOperator(
      StreamOperatorParameters<Alert> parameters) {
    return (T) new SeriesStage(parameters, rules, groupLevels, place);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return SeriesStage.class;
  }
}
