package io.barograph.core.service;

import io.barograph.core.measure.Measure;
import io.barograph.core.measure.MeasureKind;
import java.io.DataInput;
import java.io.IOException;

/**
 * Requests by the symbol whose data they ask for; those on none are nothing to it.
 *
 * @param policy what is counted; what was written under another one is read, as far as it fits
 */
public record SymbolMeasureKind(SymbolPolicy policy) implements MeasureKind<Request> {
  @Override
  public String name() {
    return "symbol-queries";
  }

  @Override
  public String key(Request request) {
    return request.symbol();
  }

  @Override
  public long time(Request request) {
    return request.time();
  }

  /** Requests of two services may have one id. */
  @Override
  public String id(Request request) {
    return request.service().length() + ":" + request.service() + request.id();
  }

  @Override
  public Measure<Request> begin(Request first) {
    return new SymbolMeasure(first.symbol(), policy);
  }

  @Override
  public Measure<Request> read(DataInput in) throws IOException {
    return SymbolMeasure.read(in, policy);
  }
}
