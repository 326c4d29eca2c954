package io.barograph.cli.orders;

import io.barograph.cli.stack.StackException;
import io.barograph.core.command.Command;
import io.barograph.core.labels.Labels;
import io.barograph.core.log.LogRecord;
import io.barograph.core.measure.BusinessRecord;
import io.barograph.formats.command.CommandJson;
import io.barograph.formats.decode.DecodedRecords;
import io.barograph.formats.decode.MalformedRecordException;
import io.barograph.formats.record.BusinessFormat;
import java.util.ArrayList;
import java.util.List;

/** Orders as records of their topic, read as a job reads them. */
public final class OrderRecords {
  private OrderRecords() {}

  /**
   * The record of an order.
   *
   * @throws StackException if a job would refuse it
   */
  public static byte[] encode(Command order) {
    byte[] record = CommandJson.encode(order);
    try {
      decode(record);
    } catch (MalformedRecordException refused) {
      throw new StackException("a job would refuse this: " + refused.getMessage(), refused);
    }
    return record;
  }

  /**
   * The order in a record.
   *
   * @throws MalformedRecordException if it is none that a job takes
   */
  public static Command decode(byte[] record) throws MalformedRecordException {
    Taken taken = new Taken();
    BusinessFormat.COMMANDS.newDecoder().decode(record, taken);
    return (Command) taken.records.get(0);
  }

  private static final class Taken implements DecodedRecords {
    private final List<BusinessRecord> records = new ArrayList<>();

    @Override
    public void sample(Labels labels, long timestamp, double value, boolean stale) {
      throw new IllegalStateException("an order is no sample");
    }

    @Override
    public void log(LogRecord log) {
      throw new IllegalStateException("an order is no log record");
    }

    @Override
    public void business(BusinessRecord record) {
      records.add(record);
    }

    @Override
    public void refused(String field, String reason) {
      throw new IllegalStateException(field + ": " + reason);
    }
  }
}
