package io.barograph.ml.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazon.randomcutforest.parkservices.ThresholdedRandomCutForest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ForestBytesTest {
  @Test
  void aSnapshotOfAnotherReleaseIsLearnedAnew() throws IOException {
    ForestBytes read = read(1_000, bytesOf(new HashMap<>(Map.of("a", 1))));

    ThresholdedRandomCutForest forest = read.restore(ForestBytesTest::empty, (one, n, value) -> 0);

    assertThat(forest.getForest().getTotalUpdates()).isZero();
    assertThat(read.values()).isEqualTo(1_000);
  }

  @Test
  void nothingButTheStateOfAForestIsRead() throws IOException {
    ForestBytes read = read(128, bytesOf(new Opened()));

    read.restore(ForestBytesTest::empty, (one, n, value) -> 0);

    assertThat(Opened.wasRead).isFalse();
  }

  /** A class that would run when it is read. */
  private static final class Opened implements java.io.Serializable {
    private static final long serialVersionUID = 1;
    private static boolean wasRead;

    private Object readResolve() {
      wasRead = true;
      return this;
    }
  }

  @Test
  void aSizeThatNoForestHasIsTold() {
    assertThatThrownBy(
            () ->
                ForestBytes.read(
                    new DataInputStream(new ByteArrayInputStream(header(1, Integer.MAX_VALUE)))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("0 to 16777216 bytes")
        .hasMessageContaining("let it learn anew");
  }

  private static ForestBytes read(long values, byte[] snapshot) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(header(values, snapshot.length));
    bytes.write(snapshot);
    bytes.write(new byte[8 * 128]);
    return ForestBytes.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }

  private static byte[] header(long values, int size) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(values);
    out.writeInt(size);
    return bytes.toByteArray();
  }

  private static byte[] bytesOf(Object object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(object);
    return bytes.toByteArray();
  }

  private static ThresholdedRandomCutForest empty() {
    return ThresholdedRandomCutForest.builder()
        .dimensions(1)
        .shingleSize(1)
        .sampleSize(32)
        .randomSeed(1)
        .build();
  }
}
