package io.barograph.core.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CountsTest {
  @ParameterizedTest
  @CsvSource({"0,1", "127,1", "128,2", "16383,2", "16384,3", "9223372036854775807,9"})
  void aCountTakesAsManyBytesAsItNeeds(long count, int length) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Counts.write(new DataOutputStream(bytes), count);

    assertThat(bytes.size()).isEqualTo(length);
    assertThat(Counts.read(in(bytes))).isEqualTo(count);
  }

  @ParameterizedTest
  @CsvSource({
    "0,1",
    "63,1",
    "-64,1",
    "64,2",
    "-65,2",
    "9223372036854775807,10",
    "-9223372036854775808,10"
  })
  void aDifferenceMayBeBelowZero(long difference, int length) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Counts.writeSigned(new DataOutputStream(bytes), difference);

    assertThat(bytes.size()).isEqualTo(length);
    assertThat(Counts.readSigned(in(bytes))).isEqualTo(difference);
  }

  private static DataInputStream in(ByteArrayOutputStream bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
  }
}
