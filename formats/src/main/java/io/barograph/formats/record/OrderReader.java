package io.barograph.formats.record;

import io.barograph.core.strategy.OrderChange;
import io.barograph.core.strategy.OrderState;
import io.barograph.formats.decode.MalformedRecordException;
import java.util.Locale;
import java.util.Map;

/** Changes of orders as {@code docs/schemas/order.schema.json} has them. */
public final class OrderReader implements RecordReader<OrderChange> {
  private static final Map<String, OrderState> STATES =
      Map.of(
          "submitted", OrderState.SUBMITTED,
          "filled", OrderState.FILLED,
          "rejected", OrderState.REJECTED,
          "cancelled", OrderState.CANCELLED,
          "canceled", OrderState.CANCELLED,
          "expired", OrderState.CANCELLED);

  @Override
  public OrderChange read(RecordFields fields) throws MalformedRecordException {
    String told = fields.text("state");
    OrderState state = STATES.get(told.toLowerCase(Locale.ROOT));
    if (state == null) {
      throw MalformedRecordException.of(
          "state", told, "must be submitted, filled, rejected, cancelled or expired");
    }
    return new OrderChange(
        fields.text("account", ""),
        fields.text("strategy"),
        fields.text(fields.has("order_id") ? "order_id" : "id"),
        fields.text("symbol", ""),
        fields.text("venue", ""),
        state,
        time(fields));
  }

  /** {@code time} in RFC 3339 or milliseconds, or {@code time_epoch} in seconds. */
  static long time(RecordFields fields) throws MalformedRecordException {
    return !fields.has("time") && fields.has("time_epoch")
        ? fields.seconds("time_epoch")
        : fields.instant("time");
  }
}
