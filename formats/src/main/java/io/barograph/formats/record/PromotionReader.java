package io.barograph.formats.record;

import io.barograph.core.detect.ModelPromotion;
import io.barograph.core.detect.Statement;
import io.barograph.formats.decode.MalformedRecordException;

/** Which versions of models predict, as {@code docs/schemas/model.schema.json} has it. */
public final class PromotionReader implements RecordReader<Statement> {
  private static final long serialVersionUID = 1;

  /** What the text of a version begins with, whatever its format. */
  private static final String BEGIN = "format=";

  @Override
  public Statement read(RecordFields fields) throws MalformedRecordException {
    return new Statement(
        ShortText.of(fields, "author", ShortText.MAX_NAME),
        fields.text("comment", ""),
        new ModelPromotion(
            "",
            ShortText.of(fields, "model", ShortText.MAX_NAME),
            version(fields),
            OrderReader.time(fields),
            fields.instant("from"),
            fields.instant("promoted"),
            text(fields)));
  }

  /** A version may take three bytes a character. */
  @Override
  public int maxBytes() {
    return 4 * ModelPromotion.MOST_TEXT;
  }

  private static int version(RecordFields fields) throws MalformedRecordException {
    long version = fields.integer("version");
    if (version < 1 || version > Integer.MAX_VALUE) {
      throw MalformedRecordException.of(
          "version", fields.text("version"), "must be a version, 1 or more");
    }
    return (int) version;
  }

  /* Whether it is whole is said by its own last line, when it is read. */
  private static String text(RecordFields fields) throws MalformedRecordException {
    String text = fields.nested("text");
    if (text.length() > ModelPromotion.MOST_TEXT) {
      throw MalformedRecordException.tooLarge("text", text.length(), ModelPromotion.MOST_TEXT);
    }
    if (!text.startsWith(BEGIN)) {
      throw MalformedRecordException.malformed(
          "text: must be the file of the version, which begins with " + BEGIN);
    }
    return text;
  }
}
