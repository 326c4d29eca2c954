package io.barograph.ml.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * Expects what a recurrent network makes of all values before; its scale is the one that the
 * network expects of its own error. The network was trained on synthetic series, and learns nothing
 * of those that it is asked about but what it remembers of them.
 *
 * <p>A value takes some ten times as long as with other members. A gap in time is told to the
 * network.
 */
final class Lstm implements Member {
  /*
   * S. Hochreiter, J. Schmidhuber, Long Short-Term Memory, Neural Computation 9(8), 1997, with the
   * forget gate of F. Gers, J. Schmidhuber, F. Cummins, 2000; expected are the place and the scale
   * of Student's t. P. Malhotra and others, Long Short Term Memory Networks for Anomaly Detection in
   * Time Series, ESANN 2015, use the error of such a forecast; they train a network for each series.
   */

  /**
   * The first digits of the SHA-256 of the file that ships: what another remembers is forgotten.
   */
  static final long MODEL = 0x25f9f7b5bcdd51d4L;

  private final Supplier<LstmNetwork> network;
  private final LstmScale scale;
  private LstmMemory memory;

  /** A member that has seen nothing, of the network that ships. */
  Lstm() {
    this(LstmModel::shared);
  }

  /** The same of another network. */
  Lstm(Supplier<LstmNetwork> network) {
    this(network, new LstmScale(), LstmMemory.empty());
  }

  private Lstm(Supplier<LstmNetwork> network, LstmScale scale, LstmMemory memory) {
    this.network = network;
    this.scale = scale;
    this.memory = memory;
  }

  static Lstm read(DataInput in) throws IOException {
    LstmMemory memory = LstmMemory.read(MODEL, in);
    return new Lstm(LstmModel::shared, LstmScale.read(in), memory);
  }

  @Override
  public Deviation next(long timeMillis, double value) {
    Deviation deviation = scale.seen() == 0 ? Deviation.UNKNOWN : foreseen(timeMillis, value);
    scale.learn(timeMillis, value);
    return deviation;
  }

  private Deviation foreseen(long timeMillis, double value) {
    LstmNetwork.Step step = network.get().next(scale.input(timeMillis), memory);
    memory = step.memory();
    return scale.seen() < LEAST_VALUES
        ? Deviation.UNKNOWN
        : Deviation.of(value, scale.value(step.expected()), step.scale() * scale.unit());
  }

  @Override
  public void write(DataOutput out) throws IOException {
    memory.write(MODEL, out);
    scale.write(out);
  }
}
