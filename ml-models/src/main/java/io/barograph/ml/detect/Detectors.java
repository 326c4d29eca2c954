package io.barograph.ml.detect;

import io.barograph.core.labels.Fingerprint;
import io.barograph.core.session.SeasonClock;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The detectors there are, by name. */
public final class Detectors {
  /** The name of the ensemble. */
  public static final String ENSEMBLE = "ensemble";

  private static final int FORMAT = 1;
  private static final int HASH_DIGITS = 16;

  private Detectors() {}

  /** All names, the ensemble first. */
  public static List<String> names() {
    return Stream.concat(
            Stream.of(ENSEMBLE), Arrays.stream(MemberKind.values()).map(MemberKind::text))
        .toList();
  }

  /** What is wrong with a detector of that name in this build; empty if it is there. */
  public static Optional<String> missing(String name) {
    return name.equals(MemberKind.ISOLATION_FOREST.text()) && ForestTrainer.ofBuild().isEmpty()
        ? Optional.of(withoutSmile(name))
        : Optional.empty();
  }

  /** That something is not in this build, and what to do. */
  public static String withoutSmile(String what) {
    return what + " is not in this build, which is without smile: build it without -P '!smile'";
  }

  /** A detector that has seen nothing, of a series that repeats itself by days of UTC. */
  public static Detector create(String name, String series, DetectionConfig config) {
    return create(name, series, config, SeasonClock.UTC);
  }

  /**
   * A detector that has seen nothing.
   *
   * @param series what draws, draws by the hash of this and of the configuration
   * @param clock by which the series repeats itself
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Detector create(
      String name, String series, DetectionConfig config, SeasonClock clock) {
    long seed = Fingerprint.add(hash(config), name, series);
    return name.equals(ENSEMBLE)
        ? new Ensemble(config, clock, seed)
        : new SingleDetector(kind(name), config, clock, seed);
  }

  /** A detector of all metrics of an entity, whose metrics repeat themselves by days of UTC. */
  public static EntityDetector createForEntity(String name, int metrics, DetectionConfig config) {
    return createForEntity(name, metrics, config, SeasonClock.UTC);
  }

  /**
   * A detector of all metrics of an entity that has seen nothing: the ensemble, or the mean of a
   * member's three rarest deviations.
   *
   * @param clock by which its metrics repeat themselves
   * @throws IllegalArgumentException if there is none of that name
   */
  public static EntityDetector createForEntity(
      String name, int metrics, DetectionConfig config, SeasonClock clock) {
    return new EntityDetector(metrics, ofEntity(name, config), clock);
  }

  /**
   * A detector of an entity as {@link EntityDetector#write} wrote it, that goes by the same clock.
   *
   * @throws IOException if it was written by a later release or under another configuration
   */
  public static EntityDetector readForEntity(
      String name, DetectionConfig config, SeasonClock clock, DataInput in) throws IOException {
    return EntityDetector.read(ofEntity(name, config), clock, in);
  }

  private static DetectionConfig ofEntity(String name, DetectionConfig config) {
    return name.equals(ENSEMBLE) ? config : config.ofEntity(kind(name).text());
  }

  /** Writes a detector of that name, so that {@link #read} gives it again. */
  public static void write(Detector detector, DetectionConfig config, DataOutput out)
      throws IOException {
    out.writeByte(FORMAT);
    out.writeLong(hash(config));
    detector.write(out);
  }

  /**
   * A detector as {@link #write} wrote it, that goes by the same clock.
   *
   * @throws IOException if it was written by a later release or under another configuration
   */
  public static Detector read(String name, DetectionConfig config, SeasonClock clock, DataInput in)
      throws IOException {
    check(FORMAT, config, in);
    return name.equals(ENSEMBLE)
        ? Ensemble.read(config, clock, in)
        : SingleDetector.read(kind(name), config, clock, in);
  }

  /** True if what was written is of this release and this configuration. */
  public static boolean canRead(DetectionConfig config, DataInput in) throws IOException {
    return in.readUnsignedByte() == FORMAT && in.readLong() == hash(config);
  }

  static void check(int known, DetectionConfig config, DataInput in) throws IOException {
    int format = in.readUnsignedByte();
    if (format != known) {
      throw new IOException(
          "a detector is of format %d, known is %d: it was written by a later release"
              .formatted(format, known));
    }
    long written = in.readLong();
    if (written != hash(config)) {
      throw new IOException(
          "a detector was written under configuration %s, this is %s: let it learn anew"
              .formatted(HexFormat.of().toHexDigits(written), config.sha256()));
    }
  }

  static long hash(DetectionConfig config) {
    return HexFormat.fromHexDigitsToLong(config.sha256(), 0, HASH_DIGITS);
  }

  /**
   * Checks that the library that a detector needs beside Barograph's own jar is there, and loads
   * nothing of it.
   *
   * @throws ModelException if it is not, naming the remedy
   */
  public static void requireLibrary(String name) {
    if (name.equals(MemberKind.LSTM.text())) {
      LstmModel.requireLibrary();
    }
  }

  /**
   * Loads what a detector needs, so that what is wrong with it is told before the first value.
   *
   * @throws ModelException if it cannot be loaded, naming the remedy
   */
  public static void load(String name) {
    if (name.equals(MemberKind.LSTM.text())) {
      LstmModel.shared();
    }
  }

  /**
   * Frees what the detectors of this class loader keep outside of the heap, which is made anew when
   * it is asked for again.
   */
  public static void release() {
    LstmModel.close();
  }

  private static MemberKind kind(String name) {
    return Arrays.stream(MemberKind.values())
        .filter(kind -> kind.text().equals(name))
        .findAny()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no detector %s, only %s".formatted(name, names())));
  }
}
