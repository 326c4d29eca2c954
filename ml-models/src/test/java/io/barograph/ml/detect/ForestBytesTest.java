package io.barograph.ml.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazon.randomcutforest.parkservices.ThresholdedRandomCutForest;
import io.barograph.core.labels.Fingerprint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ForestBytesTest {
  @Test
  void aSnapshotOfAnotherReleaseIsLearnedAnew() throws IOException {
    ForestBytes read = read(1_000, bytesOf(new HashMap<>(Map.of("a", 1))));

    ThresholdedRandomCutForest forest = read.restore(ForestBytesTest::empty, (one, n, value) -> 0);

    assertThat(forest.getForest().getTotalUpdates()).isZero();
    assertThat(read.values()).isEqualTo(1_000);
  }

  /** Series of one scrape have as many values each. */
  @Test
  void fewForestsOfOneAgeTakeASnapshotAtTheSameValue() {
    int[] snapshots = new int[600];
    for (int series = 0; series < 200; series++) {
      String name = "load{heavy=\"yes\",series=\"%d\"}".formatted(series);
      ForestBytes bytes =
          ForestBytes.empty(Fingerprint.add(Fingerprint.OFFSET_BASIS, "random-cut-forest", name));
      ThresholdedRandomCutForest forest = empty();
      for (int i = 0; i < snapshots.length; i++) {
        snapshots[i] += bytes.add(i, forest) == forest ? 0 : 1;
      }
    }
    assertThat(snapshots).startsWith(new int[127]);
    assertThat(Arrays.stream(snapshots).sum()).isBetween(600, 800);
    assertThat(Arrays.stream(snapshots).max().orElseThrow()).isLessThan(10);
  }

  /** Behind 200 values a forest whose turn is up to 72 has a snapshot, which is some 10 kB. */
  @Test
  void aMemberHasItsTurnByItsSeed() throws IOException {
    for (long seed = 0; seed < 128; seed += 16) {
      CutForest member = new CutForest(seed);
      for (int i = 0; i < 200; i++) {
        member.next(i, i % 7);
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      member.write(new DataOutputStream(bytes));
      assertThat(bytes.size() > 5_000).as("seed %d", seed).isEqualTo(seed <= 72);
    }
  }

  /** A release that knew no turns wrote the values behind each 128th. */
  @Test
  void whatWasWrittenBeforeThereWereTurnsGoesOn() throws IOException {
    ForestBytes read = read(200, bytesOf(new HashMap<>(Map.of("a", 1))));
    int[] learned = {0};
    read.restore(ForestBytesTest::empty, (one, n, value) -> learned[0]++);

    assertThat(learned[0]).isEqualTo(200 - 128);
    ThresholdedRandomCutForest forest = empty();
    for (int i = 200; i < 255; i++) {
      assertThat(read.add(i, forest)).isSameAs(forest);
    }
    assertThat(read.add(255, forest)).isNotSameAs(forest);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 127, 128, 129, 254, 255, 256, 300, 400})
  void whatIsReadTakesItsSnapshotsAtTheSameValues(int restartedAt) throws IOException {
    ForestBytes undisturbed = ForestBytes.empty(77);
    ForestBytes restarted = ForestBytes.empty(77);
    ThresholdedRandomCutForest forest = empty();
    for (int i = 0; i < 500; i++) {
      if (i == restartedAt) {
        restarted = ForestBytes.read(in(bytesOf(restarted)));
      }
      boolean isSnapshot = undisturbed.add(i, forest) != forest;
      assertThat(restarted.add(i, forest) != forest).isEqualTo(isSnapshot);
    }
    assertThat(bytesOf(restarted)).isEqualTo(bytesOf(undisturbed));
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
    assertThatThrownBy(() -> ForestBytes.read(in(header(1, Integer.MAX_VALUE))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("0 to 16777216 bytes")
        .hasMessageContaining("let it learn anew");
  }

  private static ForestBytes read(long values, byte[] snapshot) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(header(values, snapshot.length));
    bytes.write(snapshot);
    bytes.write(new byte[8 * 128]);
    return ForestBytes.read(in(bytes.toByteArray()));
  }

  private static DataInputStream in(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }

  private static byte[] bytesOf(ForestBytes forest) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    forest.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
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
