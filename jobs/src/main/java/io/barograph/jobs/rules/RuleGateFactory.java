package io.barograph.jobs.rules;

import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Makes the gate. */
final class RuleGateFactory extends AbstractStreamOperatorFactory<StageRecord> {
  private final RuleGate.Plan plan;

  /** Null if nothing is asked. */
  private final GateQuestions.Plan questions;

  RuleGateFactory(RuleGate.Plan plan) {
    this(plan, null);
  }

  RuleGateFactory(RuleGate.Plan plan, GateQuestions.Plan questions) {
    this.plan = plan;
    this.questions = questions;
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as Flink declares it
  public <T extends StreamOperator<StageRecord>> T createStreamOperator(
      StreamOperatorParameters<StageRecord> parameters) {
    return (T) new RuleGate(parameters, plan, questions);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return RuleGate.class;
  }
}
