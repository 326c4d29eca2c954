package io.barograph.formats.record;

import io.barograph.core.strategy.EquityPoint;
import io.barograph.formats.decode.MalformedRecordException;

/** Marked equity as {@code docs/schemas/equity.schema.json} has it. */
public final class EquityReader implements RecordReader<EquityPoint> {
  @Override
  public EquityPoint read(RecordFields fields) throws MalformedRecordException {
    return new EquityPoint(
        fields.text("account", ""),
        fields.text("strategy"),
        fields.text("venue", ""),
        OrderReader.time(fields),
        fields.number("equity"));
  }
}
