package io.barograph.formats.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airlift.compress.snappy.SnappyCompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SnappyBlockTest {
  private static final long SEED = 7;

  @Test
  void agreesWithAnotherImplementationBothWays() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int round = 0; round < 400; round++) {
      byte[] bytes = bytes(random, round < 100 ? round : random.nextInt(200_000));

      byte[] packed = SnappyBlock.pack(bytes);
      byte[] theirs = new byte[bytes.length];
      int length =
          new SnappyDecompressor().decompress(packed, 0, packed.length, theirs, 0, bytes.length);
      assertThat(length).isEqualTo(bytes.length);
      assertThat(theirs).as("seed %d, round %d", SEED, round).isEqualTo(bytes);

      assertThat(unpack(packTheirs(bytes))).as("seed %d, round %d", SEED, round).isEqualTo(bytes);
      assertThat(unpack(packed)).as("seed %d, round %d", SEED, round).isEqualTo(bytes);
    }
  }

  @Test
  void packsWhatRepeats() {
    assertThat(SnappyBlock.pack("up{job=\"api\"}".repeat(1_000).getBytes(UTF_8)))
        .hasSizeLessThan(1_000);
  }

  @Test
  void anyBytesUnpackOrFailAsSuch() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int round = 0; round < 20_000; round++) {
      byte[] block = SnappyBlock.pack(bytes(random, random.nextInt(300)));
      for (int i = random.nextInt(4); i >= 0; i--) {
        block[random.nextInt(block.length)] = (byte) random.nextInt();
      }
      try {
        unpack(block);
      } catch (WireException expected) {
        assertThat(expected.getMessage()).isNotEmpty();
      }
    }
  }

  @Test
  void refusesABombBeforeItTakesMemory() {
    byte[] bomb = {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x07, 0, 'a'};

    assertThatThrownBy(() -> SnappyBlock.unpackedLength(bomb))
        .isInstanceOf(WireException.class)
        .hasMessage("a snappy block of 7 bytes cannot unpack to 2147483647");
    assertThatThrownBy(() -> SnappyBlock.unpackedLength(new byte[0]))
        .isInstanceOf(WireException.class);
  }

  private static byte[] unpack(byte[] block) throws WireException {
    byte[] out = new byte[SnappyBlock.unpackedLength(block)];
    SnappyBlock.unpack(block, out);
    return out;
  }

  private static byte[] packTheirs(byte[] bytes) {
    SnappyCompressor compressor = new SnappyCompressor();
    byte[] packed = new byte[compressor.maxCompressedLength(bytes.length)];
    int length = compressor.compress(bytes, 0, bytes.length, packed, 0, packed.length);
    return Arrays.copyOf(packed, length);
  }

  /** Bytes that repeat here and there. */
  private static byte[] bytes(SplittableRandom random, int length) {
    byte[] bytes = new byte[length];
    int i = 0;
    while (i < length) {
      int run = Math.min(length - i, 1 + random.nextInt(100));
      int from = i == 0 ? 0 : random.nextInt(i);
      for (int end = i + run; i < end; i++, from++) {
        bytes[i] = random.nextInt(3) == 0 || from >= i ? (byte) random.nextInt() : bytes[from];
      }
    }
    return bytes;
  }
}
