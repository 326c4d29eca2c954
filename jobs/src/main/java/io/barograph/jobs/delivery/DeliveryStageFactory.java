package io.barograph.jobs.delivery;

import io.barograph.core.delivery.Receipt;
import io.barograph.core.incident.Incident;
import io.barograph.core.notify.Notification;
import io.barograph.jobs.options.DeliveryPlan;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperatorFactory;

/** Makes the operator of delivery, which needs its task's mailbox. */
final class DeliveryStageFactory extends AbstractStreamOperatorFactory<Receipt>
    implements TwoInputStreamOperatorFactory<Notification, Tuple2<Integer, Incident>, Receipt> {
  private static final long serialVersionUID = 1;

  private final DeliveryPlan plan;

  DeliveryStageFactory(DeliveryPlan plan) {
    this.plan = plan;
  }

  @Override
  @SuppressWarnings("TypeParameterUnusedInFormals") // Flink's own signature
  public <T extends StreamOperator<Receipt>> T createStreamOperator(
      StreamOperatorParameters<Receipt> parameters) {
    @SuppressWarnings("unchecked")
    T operator = (T) new DeliveryStage(parameters, plan);
    return operator;
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return DeliveryStage.class;
  }
}
