package io.barograph.core.service;

import io.barograph.core.labels.Labels;
import io.barograph.core.measure.Measure;
import io.barograph.core.measure.MeasureKind;
import io.barograph.core.measure.PolicyBook;
import java.io.DataInput;
import java.io.IOException;

/**
 * Requests by service, endpoint and method.
 *
 * @param policies the windows, by service, endpoint and method; what was written under another one
 *     is read, as far as it has them
 */
public record RequestMeasureKind(PolicyBook<RequestPolicy> policies)
    implements MeasureKind<Request> {
  /** One policy for all. */
  public RequestMeasureKind(RequestPolicy policy) {
    this(PolicyBook.of(policy));
  }

  @Override
  public String name() {
    return "service-requests";
  }

  /** No two triples have the same key: the lengths of the first two stand before it. */
  @Override
  public String key(Request request) {
    return "%d:%d:%s%s%s"
        .formatted(
            request.service().length(),
            request.endpoint().length(),
            request.service(),
            request.endpoint(),
            request.method());
  }

  @Override
  public long time(Request request) {
    return request.time();
  }

  @Override
  public String id(Request request) {
    return request.id();
  }

  @Override
  public Measure<Request> begin(Request first) {
    return new RequestMeasure(
        first.service(),
        first.endpoint(),
        first.method(),
        policyOf(policies, first.service(), first.endpoint(), first.method()));
  }

  @Override
  public Measure<Request> read(DataInput in) throws IOException {
    return RequestMeasure.read(in, policies);
  }

  static RequestPolicy policyOf(
      PolicyBook<RequestPolicy> policies, String service, String endpoint, String method) {
    return policies.of(Labels.of("service", service, "endpoint", endpoint, "method", method));
  }
}
