package io.barograph.core.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class FloatsTest {
  private static final float[] VALUES = {1.5F, -0.0F, Float.NaN, Float.MAX_VALUE, 7, 8};

  @Test
  void areWrittenAsOneByOne() throws IOException {
    ByteArrayOutputStream single = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(single);
    for (int i = 1; i < 5; i++) {
      out.writeFloat(VALUES[i]);
    }

    assertThat(written(1, 4)).isEqualTo(single.toByteArray());
  }

  @Test
  void areReadToTheirPlace() throws IOException {
    float[] read = new float[5];
    Floats.read(read, 1, 3, new DataInputStream(new ByteArrayInputStream(written(0, 3))));

    assertThat(read).containsExactly(0, 1.5F, -0.0F, Float.NaN, 0);
  }

  private static byte[] written(int from, int count) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Floats.write(VALUES, from, count, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
