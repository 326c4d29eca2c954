package io.barograph.core.service;

import io.barograph.core.labels.Labels;
import io.barograph.core.measure.Measure;
import io.barograph.core.measure.MeasureKind;
import io.barograph.core.measure.PolicyBook;
import java.io.DataInput;
import java.io.IOException;

/**
 * What users do, by service.
 *
 * @param policies how they are counted, by service; what was written under another one is read, as
 *     far as it fits
 */
public record UserMeasureKind(PolicyBook<UserPolicy> policies) implements MeasureKind<UserEvent> {
  /** One policy for all. */
  public UserMeasureKind(UserPolicy policy) {
    this(PolicyBook.of(policy));
  }

  @Override
  public String name() {
    return "service-users";
  }

  @Override
  public String key(UserEvent event) {
    return event.service();
  }

  @Override
  public long time(UserEvent event) {
    return event.time();
  }

  @Override
  public String id(UserEvent event) {
    return event.id();
  }

  @Override
  public Measure<UserEvent> begin(UserEvent first) {
    return new UserMeasure(first.service(), policyOf(policies, first.service()));
  }

  @Override
  public Measure<UserEvent> read(DataInput in) throws IOException {
    return UserMeasure.read(in, policies);
  }

  static UserPolicy policyOf(PolicyBook<UserPolicy> policies, String service) {
    return policies.of(Labels.of("service", service));
  }
}
