package io.barograph.formats.record;

import io.barograph.core.incident.Heartbeat;
import io.barograph.formats.decode.MalformedRecordException;

/** Signs of life of services as {@code docs/schemas/heartbeat.schema.json} has them. */
public final class HeartbeatReader implements RecordReader<Heartbeat> {
  private static final long serialVersionUID = 1;

  @Override
  public Heartbeat read(RecordFields fields) throws MalformedRecordException {
    return new Heartbeat(
        ShortText.orEmpty(fields, "environment", ShortText.MAX_NAME),
        ShortText.of(fields, "service", ShortText.MAX_NAME),
        OrderReader.time(fields));
  }
}
