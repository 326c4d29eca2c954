package io.barograph.formats.record;

import io.barograph.core.service.UserEvent;
import io.barograph.core.service.UserEvent.Outcome;
import io.barograph.formats.decode.MalformedRecordException;
import java.util.Locale;
import java.util.Map;

/**
 * What users do, as {@code docs/schemas/user-event.schema.json} has it; {@code event} for {@code
 * feature} is taken too.
 */
public final class UserEventReader implements RecordReader<UserEvent> {
  private static final long serialVersionUID = 1;

  private static final Map<String, Outcome> OUTCOMES =
      Map.of("ok", Outcome.OK, "failed", Outcome.FAILED);

  @Override
  public UserEvent read(RecordFields fields) throws MalformedRecordException {
    String funnel = ShortText.orEmpty(fields, "funnel", ShortText.MAX_NAME);
    String feature = fields.has("feature") ? "feature" : "event";
    return new UserEvent(
        ShortText.of(fields, "service", ShortText.MAX_NAME),
        ShortText.of(fields, "user", ShortText.MAX_NAME),
        ShortText.orEmpty(fields, feature, ShortText.MAX_NAME),
        funnel,
        funnel.isEmpty() ? 0 : step(fields),
        outcome(fields),
        fields.has("waited_ms") ? RequestReader.duration(fields, "waited_ms") : Double.NaN,
        OrderReader.time(fields),
        ShortText.of(fields, "id", ShortText.MAX_NAME));
  }

  private static int step(RecordFields fields) throws MalformedRecordException {
    long step = fields.integer("step");
    if (step < 1 || step > UserEvent.MAX_STEPS) {
      throw MalformedRecordException.of(
          "step", fields.text("step"), "must be 1 to %d".formatted(UserEvent.MAX_STEPS));
    }
    return (int) step;
  }

  private static Outcome outcome(RecordFields fields) throws MalformedRecordException {
    if (!fields.has("outcome")) {
      return Outcome.UNKNOWN;
    }
    String told = fields.text("outcome");
    Outcome outcome = OUTCOMES.get(told.toLowerCase(Locale.ROOT));
    if (outcome == null) {
      throw MalformedRecordException.of("outcome", told, "must be ok or failed");
    }
    return outcome;
  }
}
