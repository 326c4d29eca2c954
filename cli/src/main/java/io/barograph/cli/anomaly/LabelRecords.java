package io.barograph.cli.anomaly;

import io.barograph.cli.stack.StackException;
import io.barograph.core.detect.SeriesLabel;
import io.barograph.formats.command.LabelJson;
import io.barograph.formats.decode.MalformedRecordException;
import io.barograph.formats.record.JsonRecordFields;
import io.barograph.formats.record.LabelReader;

/** Labels as records of their topic, read as a job reads them. */
public final class LabelRecords {
  private LabelRecords() {}

  /**
   * The record of a label.
   *
   * @throws StackException if a job would refuse it
   */
  public static byte[] encode(SeriesLabel label, String author, String comment) {
    byte[] record = LabelJson.encode(label, author, comment);
    try {
      new LabelReader().read(JsonRecordFields.of(record));
    } catch (MalformedRecordException refused) {
      throw new StackException("a job would refuse this: " + refused.getMessage(), refused);
    }
    return record;
  }
}
