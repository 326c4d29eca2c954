package io.barograph.ml.detect;

import com.amazon.randomcutforest.parkservices.ThresholdedRandomCutForest;
import com.amazon.randomcutforest.parkservices.state.ThresholdedRandomCutForestMapper;
import com.amazon.randomcutforest.parkservices.state.ThresholdedRandomCutForestState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A forest as it is written: its snapshot, taken every {@value #EVERY} values, and the values
 * since.
 *
 * <p>A snapshot takes some milliseconds, and series that are scraped together have as many values
 * each. So that they do not all take one at the same value, the first of a forest comes up to
 * {@value #EVERY} values later, by its seed.
 */
final class ForestBytes {
  private static final int EVERY = 128;

  /** The count of values is written with the turn above these bits; once there were no turns. */
  private static final int COUNT_BITS = 56;

  private static final int MOST_BYTES = 1 << 24;

  /** The library's state, and what it is made of: nothing else is read. */
  private static final ObjectInputFilter OF_THE_LIBRARY =
      ObjectInputFilter.Config.createFilter(
          "com.amazon.randomcutforest.**;java.util.ArrayList;java.lang.*;maxdepth=12;!*");

  private final int turn;
  private final double[] since = new double[2 * EVERY];
  private byte[] snapshot = {};
  private long values;

  /** Learns a value. */
  interface Learning {
    double learn(ThresholdedRandomCutForest forest, long number, double point);
  }

  private ForestBytes(int turn) {
    this.turn = turn;
  }

  /**
   * A forest that has learned nothing.
   *
   * @param seed of the forest, by which it has its turn to take a snapshot
   */
  static ForestBytes empty(long seed) {
    return new ForestBytes(Math.floorMod(seed, EVERY));
  }

  static ForestBytes read(DataInput in) throws IOException {
    long counted = in.readLong();
    int size = in.readInt();
    if (size < 0 || size > MOST_BYTES || counted < 0) {
      throw new IOException(
          "a forest must have 0 to %d bytes and values, had %d and %d: it was written by a later"
                  .formatted(MOST_BYTES, size, counted)
              + " release, let it learn anew");
    }
    ForestBytes read = new ForestBytes((int) (counted >>> COUNT_BITS));
    read.values = counted & ((1L << COUNT_BITS) - 1);
    read.snapshot = new byte[size];
    in.readFully(read.snapshot);
    for (int i = 0; i < read.kept(); i++) {
      read.since[i] = in.readDouble();
    }
    return read;
  }

  void write(DataOutput out) throws IOException {
    out.writeLong((long) turn << COUNT_BITS | values);
    out.writeInt(snapshot.length);
    out.write(snapshot);
    for (int i = 0; i < kept(); i++) {
      out.writeDouble(since[i]);
    }
  }

  private int kept() {
    return (int) (values < EVERY + turn ? values : (values - turn) % EVERY);
  }

  /** How many values the forest has learned. */
  long values() {
    return values;
  }

  /**
   * Takes a value that the forest has just learned, and gives the forest that goes on: at a
   * snapshot the one that is read from it, as the library numbers its points anew when it reads.
   */
  ThresholdedRandomCutForest add(double point, ThresholdedRandomCutForest forest) {
    since[kept()] = point;
    values++;
    if (kept() > 0) {
      return forest;
    }
    snapshot = bytes(forest);
    return Objects.requireNonNull(forest(snapshot));
  }

  /**
   * The forest that learned all values, by the snapshot and those since; the latter alone where the
   * library cannot read the snapshot any more.
   */
  ThresholdedRandomCutForest restore(
      Supplier<ThresholdedRandomCutForest> empty, Learning learning) {
    ThresholdedRandomCutForest forest = snapshot.length == 0 ? null : forest(snapshot);
    if (forest == null) {
      forest = empty.get();
    }
    for (int i = 0; i < kept(); i++) {
      learning.learn(forest, values - kept() + i, since[i]);
    }
    return forest;
  }

  private static byte[] bytes(ThresholdedRandomCutForest forest) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new ThresholdedRandomCutForestMapper().toState(forest));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /** The forest of a snapshot; null if another release of the library wrote it. */
  private static ThresholdedRandomCutForest forest(byte[] bytes) {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      in.setObjectInputFilter(OF_THE_LIBRARY);
      return new ThresholdedRandomCutForestMapper()
          .toModel((ThresholdedRandomCutForestState) in.readObject());
    } catch (InvalidClassException | ClassNotFoundException e) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
