package io.barograph.cli.models;

import io.barograph.cli.stack.StackException;
import io.barograph.core.detect.ModelPromotion;
import io.barograph.formats.command.PromotionJson;
import io.barograph.formats.decode.MalformedRecordException;
import io.barograph.formats.record.JsonRecordFields;
import io.barograph.formats.record.PromotionReader;

/** Promotions as records of their topic, read as a job reads them. */
public final class PromotionRecords {
  private PromotionRecords() {}

  /**
   * The record of a promotion.
   *
   * @throws StackException if a job would refuse it
   */
  public static byte[] encode(ModelPromotion promotion, String author, String comment) {
    byte[] record = PromotionJson.encode(promotion, author, comment);
    try {
      new PromotionReader().read(JsonRecordFields.of(record));
    } catch (MalformedRecordException refused) {
      throw new StackException("a job would refuse this: " + refused.getMessage(), refused);
    }
    return record;
  }
}
