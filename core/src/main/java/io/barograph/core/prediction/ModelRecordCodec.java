package io.barograph.core.prediction;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Writes and reads predictions and outcomes, for state and between operators. */
public final class ModelRecordCodec {
  private static final int PREDICTION = 1;
  private static final int OUTCOME = 2;

  private ModelRecordCodec() {}

  /** Writes a record, for {@link #read}. */
  public static void write(ModelRecord record, DataOutput out) throws IOException {
    out.writeByte(record instanceof Prediction ? PREDICTION : OUTCOME);
    out.writeUTF(record.id());
    out.writeLong(record.time());
    if (record instanceof Prediction prediction) {
      out.writeUTF(prediction.key().model());
      out.writeUTF(prediction.key().version());
      out.writeUTF(prediction.key().segment());
      out.writeShort(prediction.classes().size());
      for (ClassProbability one : prediction.classes()) {
        out.writeUTF(one.name());
        out.writeDouble(one.probability());
      }
      out.writeDouble(prediction.value());
    } else if (record instanceof Outcome outcome) {
      out.writeUTF(outcome.actual());
      out.writeDouble(outcome.value());
    }
  }

  /** A record as it was written. */
  public static ModelRecord read(DataInput in) throws IOException {
    int kind = in.readUnsignedByte();
    String id = in.readUTF();
    long time = in.readLong();
    if (kind == OUTCOME) {
      return new Outcome(id, time, in.readUTF(), in.readDouble());
    } else if (kind != PREDICTION) {
      throw new IOException("record is of kind %d, known are 1 and 2".formatted(kind));
    }
    ModelKey key = new ModelKey(in.readUTF(), in.readUTF(), in.readUTF());
    int classes = in.readUnsignedShort();
    List<ClassProbability> probabilities = new ArrayList<>(classes);
    for (int i = 0; i < classes; i++) {
      probabilities.add(new ClassProbability(in.readUTF(), in.readDouble()));
    }
    return new Prediction(id, time, key, probabilities, in.readDouble());
  }

  /** Writes an event, for {@link #readEvent}. */
  public static void writeEvent(ModelEvent event, DataOutput out) throws IOException {
    write(event.prediction(), out);
    out.writeBoolean(event instanceof ModelEvent.Labelled);
    out.writeBoolean(event instanceof ModelEvent.GivenUp);
    if (event instanceof ModelEvent.Labelled labelled) {
      write(labelled.outcome(), out);
    } else if (event instanceof ModelEvent.GivenUp givenUp) {
      out.writeLong(givenUp.time());
    }
  }

  /** An event as it was written. */
  public static ModelEvent readEvent(DataInput in) throws IOException {
    Prediction prediction = (Prediction) read(in);
    boolean isLabelled = in.readBoolean();
    boolean isGivenUp = in.readBoolean();
    if (isLabelled) {
      return new ModelEvent.Labelled(prediction, (Outcome) read(in));
    }
    return isGivenUp
        ? new ModelEvent.GivenUp(prediction, in.readLong())
        : new ModelEvent.Made(prediction);
  }
}
