package io.barograph.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DistinctSketchTest {
  private static final int PRECISION = 10;

  @Test
  void aFewAreCountedExactly() {
    DistinctSketch sketch = new DistinctSketch(PRECISION);
    assertThat(sketch.count()).isZero();
    for (int i = 0; i < 128; i++) {
      add(sketch, i);
      add(sketch, i / 2);
      assertThat(sketch.count()).isEqualTo(i + 1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {129, 1_000, 30_000, 1_000_000})
  void manyAreCountedWithinThreeStandardErrors(int texts) {
    DistinctSketch sketch = new DistinctSketch(PRECISION);
    for (int i = 0; i < texts; i++) {
      add(sketch, i);
    }
    assertThat(sketch.count()).isCloseTo(texts, within(texts * 3 * 0.0244));
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 100, 5_000})
  void sketchesMergeAsIfTheyWereOne(int texts) throws IOException {
    DistinctSketch all = new DistinctSketch(PRECISION);
    DistinctSketch first = new DistinctSketch(PRECISION);
    DistinctSketch second = new DistinctSketch(PRECISION);
    for (int i = 0; i < texts; i++) {
      add(all, i);
      add(i % 3 == 0 ? first : second, i);
      add(first, i / 2);
    }
    first.merge(second);
    second.merge(first);

    assertThat(bytes(first)).isEqualTo(bytes(all));
    assertThat(bytes(second)).isEqualTo(bytes(all));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 128, 129, 50_000})
  void isReadAsItWasWrittenAndGoesOn(int texts) throws IOException {
    DistinctSketch sketch = new DistinctSketch(PRECISION);
    for (int i = 0; i < texts; i++) {
      add(sketch, i);
    }
    byte[] written = bytes(sketch);
    DistinctSketch read =
        DistinctSketch.read(new DataInputStream(new ByteArrayInputStream(written)), PRECISION);
    add(sketch, texts);
    add(read, texts);

    assertThat(written).hasSizeLessThanOrEqualTo(DistinctSketch.maxBytes(PRECISION));
    assertThat(bytes(read)).isEqualTo(bytes(sketch));
    assertThat(read.count()).isEqualTo(sketch.count());
  }

  /** State that was written in the past must be found again by the same hash. */
  @Test
  void aTextHasTheSameHashForEver() {
    assertThat(DistinctSketch.hashOf("ann")).isEqualTo(HASH_OF_ANN);
    assertThat(DistinctSketch.hashOf("")).isNotEqualTo(DistinctSketch.hashOf("ann"));
  }

  private static final long HASH_OF_ANN = -1_372_460_925_388_139_376L;

  @Test
  void boundsAreTold() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DistinctSketch(13))
        .withMessage("precision must be 6 to 12, was 13");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DistinctSketch(10).merge(new DistinctSketch(9)))
        .withMessage("precision must be 10, was 9");
  }

  private static void add(DistinctSketch sketch, int number) {
    sketch.add(DistinctSketch.hashOf("user " + number));
  }

  private static byte[] bytes(DistinctSketch sketch) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    sketch.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
