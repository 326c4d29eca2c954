package io.barograph.formats.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.formats.wire.SnappyBlock;
import io.barograph.formats.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Damaged records are records still, or dead letters, and nothing else. */
class MutationsTest {
  private static final long SEED = 20261121;
  private static final int MUTATIONS_PER_FORMAT = 10_000;
  private static final int MUTATIONS = 8 * MUTATIONS_PER_FORMAT;

  @Test
  void everyDamagedRecordIsRecordsOrOneDeadLetter() {
    Map<Format, int[]> outcomes = new EnumMap<>(Format.class);
    GoldenRecords.byFormat()
        .forEach((format, records) -> outcomes.put(format, decodeMutated(format, records)));
    List<byte[]> all = GoldenRecords.byFormat().values().stream().flatMap(List::stream).toList();
    outcomes.put(Format.AUTO, decodeMutated(Format.AUTO, all));

    int decoded = 0;
    int dead = 0;
    for (int[] outcome : outcomes.values()) {
      decoded += outcome[0];
      dead += outcome[1];
      assertThat(outcome[0]).as("decoded").isPositive();
      assertThat(outcome[1]).as("dead").isPositive();
    }
    assertThat(decoded + dead).as("in = out + dead").isEqualTo(MUTATIONS);
    System.out.printf(
        "formats mutations: %d passed, %d failed, 0 skipped%n",
        decoded + dead, MUTATIONS - decoded - dead);
  }

  @Test
  void bothWaysThroughAJsonSampleAgree() {
    JsonSampleDecoder warm = new JsonSampleDecoder(Format.DEFAULT_MAX_SERIES);
    List<byte[]> records = GoldenRecords.byFormat().get(Format.JSON_SAMPLE);
    records.forEach(record -> summary(warm, record));
    SplittableRandom random = new SplittableRandom(SEED);
    int known = 0;
    for (int i = 0; i < 3 * MUTATIONS_PER_FORMAT; i++) {
      byte[] mutated = mutate(random, records.get(random.nextInt(records.size())));
      Recorded fast = new Recorded();
      if (warm.decodeKnown(mutated, fast)) {
        known++;
        assertThat(fast.summary())
            .as("seed %d, mutation %d: %s", SEED, i, text(mutated))
            .isEqualTo(summary(new JsonSampleDecoder(Format.DEFAULT_MAX_SERIES), mutated));
      }
      summary(warm, mutated);
    }
    assertThat(known).as("mutations that still go the fast way").isGreaterThan(1_000);
  }

  @Test
  void aDecoderForgetsWhatAMalformedRecordLeft() {
    GoldenRecords.byFormat()
        .forEach(
            (format, records) -> {
              RecordDecoder used = format.newDecoder();
              SplittableRandom random = new SplittableRandom(SEED);
              for (int i = 0; i < 1_000; i++) {
                byte[] record = records.get(i % records.size());
                byte[] mutated = mutate(random, record);
                assertThat(summary(used, mutated))
                    .as("seed %d, %s, mutation %d", SEED, format, i)
                    .isEqualTo(summary(format.newDecoder(), mutated));
                assertThat(summary(used, record))
                    .isEqualTo(summary(format.newDecoder(), record))
                    .doesNotContain("malformed:");
              }
            });
  }

  /** How many were decoded and how many were malformed. */
  private static int[] decodeMutated(Format format, List<byte[]> records) {
    RecordDecoder decoder = format.newDecoder();
    SplittableRandom random = new SplittableRandom(SEED);
    int[] outcome = new int[2];
    for (int i = 0; i < MUTATIONS_PER_FORMAT; i++) {
      byte[] record = records.get(random.nextInt(records.size()));
      byte[] mutated =
          format == Format.REMOTE_WRITE && random.nextBoolean()
              ? SnappyBlock.pack(mutate(random, unpack(record)))
              : mutate(random, record);
      Recorded recorded = new Recorded();
      try {
        decoder.decode(mutated, recorded);
        outcome[0]++;
      } catch (MalformedRecordException malformed) {
        outcome[1]++;
        assertThat(recorded.summary()).as("all or nothing").isEqualTo("[] [] []");
        assertThat(malformed.getMessage())
            .hasSizeLessThanOrEqualTo(MalformedRecordException.MAX_MESSAGE_LENGTH)
            .matches("\\P{Cntrl}+");
      } catch (RuntimeException | StackOverflowError unexpected) {
        throw new AssertionError(
            "seed %d, %s, mutation %d: %s".formatted(SEED, format, i, text(mutated)), unexpected);
      }
    }
    return outcome;
  }

  private static String summary(RecordDecoder decoder, byte[] record) {
    Recorded recorded = new Recorded();
    try {
      decoder.decode(record, recorded);
      return recorded.summary();
    } catch (MalformedRecordException malformed) {
      return "malformed: " + malformed.getMessage();
    }
  }

  /** Damage of one to four kinds: bits, cuts, insertions, repetitions, exchanged parts, digits. */
  private static byte[] mutate(SplittableRandom random, byte[] record) {
    byte[] mutated = record.clone();
    for (int i = 1 + random.nextInt(random.nextInt(4) == 0 ? 4 : 1); i > 0; i--) {
      if (mutated.length > 0) {
        mutated = mutateOnce(random, mutated);
      }
    }
    return mutated;
  }

  private static byte[] mutateOnce(SplittableRandom random, byte[] record) {
    int at = random.nextInt(record.length);
    int end = Math.min(record.length, at + 1 + random.nextInt(16));
    switch (random.nextInt(7)) {
      case 0 -> record[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> {
        return Arrays.copyOf(record, at);
      }
      case 2 -> {
        byte[] inserted = new byte[1 + random.nextInt(8)];
        random.nextBytes(inserted);
        return joined(record, at, inserted, at);
      }
      case 3 -> {
        return joined(record, end, Arrays.copyOfRange(record, at, end), end);
      }
      case 4 -> {
        int other = random.nextInt(record.length);
        byte swapped = record[at];
        record[at] = record[other];
        record[other] = swapped;
      }
      case 5 -> {
        return joined(record, at, new byte[0], end);
      }
      default -> {
        for (int i = at; i < record.length; i++) {
          if (record[i] >= '0' && record[i] <= '9') {
            record[i] = (byte) ('0' + random.nextInt(10));
            break;
          }
        }
      }
    }
    return record;
  }

  /** The record up to {@code head}, then {@code middle}, then the record from {@code tail}. */
  private static byte[] joined(byte[] record, int head, byte[] middle, int tail) {
    byte[] joined = Arrays.copyOf(record, head + middle.length + record.length - tail);
    System.arraycopy(middle, 0, joined, head, middle.length);
    System.arraycopy(record, tail, joined, head + middle.length, record.length - tail);
    return joined;
  }

  private static byte[] unpack(byte[] block) {
    try {
      byte[] out = new byte[SnappyBlock.unpackedLength(block)];
      SnappyBlock.unpack(block, out);
      return out;
    } catch (WireException broken) {
      throw new AssertionError(broken);
    }
  }

  private static String text(byte[] record) {
    return new String(record, StandardCharsets.ISO_8859_1);
  }
}
