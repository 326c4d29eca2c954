package io.barograph.formats.record;

import io.barograph.core.incident.ServiceChange;
import io.barograph.formats.decode.MalformedRecordException;

/** Changes of services as {@code docs/schemas/change.schema.json} has them. */
public final class ChangeReader implements RecordReader<ServiceChange> {
  private static final long serialVersionUID = 1;

  private static final String DEPLOYMENT = "deploy";

  @Override
  public ServiceChange read(RecordFields fields) throws MalformedRecordException {
    return new ServiceChange(
        ShortText.orEmpty(fields, "environment", ShortText.MAX_NAME),
        ShortText.of(fields, "service", ShortText.MAX_NAME),
        fields.has("kind") ? ShortText.of(fields, "kind", ShortText.MAX_NAME) : DEPLOYMENT,
        ShortText.orEmpty(fields, "version", ShortText.MAX_NAME),
        OrderReader.time(fields),
        ShortText.of(fields, "id", ShortText.MAX_NAME));
  }
}
