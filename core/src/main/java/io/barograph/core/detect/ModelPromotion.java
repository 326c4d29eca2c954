package io.barograph.core.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * That a version of a model is to predict, told to a running job.
 *
 * @param prediction the name of the prediction that it is for; empty while it is for all that name
 *     the model
 * @param model its name
 * @param version 1 or more
 * @param time when the job is told, milliseconds since the epoch
 * @param from the first event time at which it holds
 * @param promoted when that was decided: of several that hold at a time, the last decided holds
 * @param text the version, as its file has it; at most {@value #MOST_TEXT} characters
 */
public record ModelPromotion(
    String prediction, String model, int version, long time, long from, long promoted, String text)
    implements FleetRecord, StatedRecord {
  /** The most characters of a version; one of 64 sensors has some 30,000. */
  public static final int MOST_TEXT = 1 << 17;

  public ModelPromotion {
    if (version < 1) {
      throw new IllegalArgumentException("version must be 1 or more, was " + version);
    }
    if (text.length() > MOST_TEXT) {
      throw new IllegalArgumentException(
          "text must have at most %d characters, has %d".formatted(MOST_TEXT, text.length()));
    }
  }

  /** The same for one prediction. */
  public ModelPromotion forPrediction(String name) {
    return new ModelPromotion(name, model, version, time, from, promoted, text);
  }

  /** Tells promotions of one prediction and time apart; no sample's id is like it. */
  public String id() {
    return "%s %d %d %d".formatted(model, version, from, promoted);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeUTF(prediction);
    out.writeUTF(model);
    out.writeInt(version);
    out.writeLong(time);
    out.writeLong(from);
    out.writeLong(promoted);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** Reads what {@link #write} wrote. */
  public static ModelPromotion read(DataInput in) throws IOException {
    return new ModelPromotion(
        in.readUTF(),
        in.readUTF(),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        text(in));
  }

  private static String text(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
