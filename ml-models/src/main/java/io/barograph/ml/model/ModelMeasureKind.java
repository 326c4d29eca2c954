package io.barograph.ml.model;

import io.barograph.core.measure.Measure;
import io.barograph.core.measure.MeasureKind;
import io.barograph.core.measure.PolicyBook;
import io.barograph.core.prediction.ModelEvent;
import io.barograph.core.prediction.ModelKey;
import io.barograph.core.prediction.ModelPolicy;
import java.io.DataInput;
import java.io.IOException;

/** The measure of a model, its version and segment; its records come from a prediction join. */
public final class ModelMeasureKind implements MeasureKind<ModelEvent> {
  private static final long serialVersionUID = 1;

  private final PolicyBook<ModelPolicy> policies;

  /** Measures of this policy. */
  public ModelMeasureKind(ModelPolicy policy) {
    this(PolicyBook.of(policy));
  }

  /** Measures of these policies, by model, version and segment. */
  public ModelMeasureKind(PolicyBook<ModelPolicy> policies) {
    this.policies = policies;
  }

  @Override
  public String name() {
    return "model";
  }

  @Override
  public String key(ModelEvent event) {
    return event.prediction().key().text();
  }

  @Override
  public long time(ModelEvent event) {
    return event.time();
  }

  @Override
  public String id(ModelEvent event) {
    return event.id();
  }

  @Override
  public ModelMeasure begin(ModelEvent first) {
    ModelKey key = first.prediction().key();
    return new ModelMeasure(key, policies.of(key.labels()));
  }

  @Override
  public Measure<ModelEvent> read(DataInput in) throws IOException {
    return ModelMeasure.read(policies, in);
  }
}
