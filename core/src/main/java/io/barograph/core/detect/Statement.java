package io.barograph.core.detect;

import io.barograph.core.bytes.Texts;
import io.barograph.core.measure.BusinessRecord;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What somebody says to what watches and predicts, with whose word it is.
 *
 * @param author who says it
 * @param comment why; may be empty
 * @param what is said
 */
public record Statement(String author, String comment, StatedRecord what)
    implements BusinessRecord {
  /* The numbers are a part of the savepoint format and never change. */
  private static final int LABEL = 1;
  private static final int PROMOTION = 2;

  @Override
  public long time() {
    return what.time();
  }

  @Override
  public void write(DataOutput out) throws IOException {
    Texts.write(author, out);
    Texts.write(comment, out);
    out.writeByte(what instanceof SeriesLabel ? LABEL : PROMOTION);
    what.write(out);
  }

  /** Reads what {@link #write} wrote. */
  public static Statement read(DataInput in) throws IOException {
    String author = Texts.read(in);
    String comment = Texts.read(in);
    byte kind = in.readByte();
    return new Statement(
        author,
        comment,
        switch (kind) {
          case LABEL -> SeriesLabel.read(in);
          case PROMOTION -> ModelPromotion.read(in);
          default -> throw new IOException("a statement of kind %d is not known".formatted(kind));
        });
  }
}
