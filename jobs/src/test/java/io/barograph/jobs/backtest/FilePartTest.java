package io.barograph.jobs.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.jobs.ingest.Ingested;
import io.barograph.jobs.options.InvalidOptionsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilePartTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"bad.csv", "bad.jsonl", "bad.om"})
  void giveTogetherWhatTheFileGivesWhole(String name) throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Path file = Files.writeString(folder.resolve(name), text(name, random));
    Result whole = read(file, 1, Long.MAX_VALUE);
    assertThat(whole.samples()).as("seed %s", seed).hasSizeGreaterThan(100);
    assertThat(whole.summary()).contains("\"deadLetters\":");
    for (long bytes : new long[] {1, 7, 50, 1_000, Files.size(file) - 1, Files.size(file)}) {
      Result inParts = read(file, 3, bytes);
      assertThat(inParts).as("seed %s, parts of %s bytes", seed, bytes).isEqualTo(whole);
    }
  }

  @Test
  void areEachOfWholeLinesWithTheHeaderOfTheTable() throws IOException {
    Path file = Files.writeString(folder.resolve("a.csv"), "head\n1\n22\n\n333\n4");
    List<String> texts = new ArrayList<>();
    for (FilePart part : FilePart.of(file(file), 6)) {
      try (InputStream in = part.open()) {
        texts.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    assertThat(texts).containsExactly("head\n1\n", "head\n22\n\n333\n", "head\n4");
  }

  @Test
  void areOneOfAFileThatIsPackedOrHasNoHeaderAtItsBeginning() throws IOException {
    Path blank = Files.writeString(folder.resolve("a.csv"), "\nhead\n1\n2\n3\n");
    Path packed = Files.writeString(folder.resolve("a.csv.gz"), "whatever it is");
    Path capture = Files.writeString(folder.resolve("a.rw"), "whatever it is");
    for (Path path : List.of(blank, packed, capture)) {
      assertThat(FilePart.of(file(path), 2)).as("%s", path).hasSize(1);
    }
  }

  @Test
  void ofAFileThatBreaksOffAreUnusable() throws IOException {
    Path packed = Files.write(folder.resolve("a.csv.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0});
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(() -> read(packed, 2, FilePart.BYTES)))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("a.csv.gz cannot be read to its end");
  }

  private record Result(List<Ingested> samples, String summary) {}

  private Result read(Path path, int threads, long partBytes) throws Exception {
    InputReader reader = new InputReader(Long.MIN_VALUE, Long.MAX_VALUE);
    SortedInput input = reader.read(List.of(file(path)), folder, threads, partBytes);
    List<Ingested> samples = new ArrayList<>();
    try (SortedSamples sorted = input.open()) {
      sorted.forEachRemaining(samples::add);
    }
    reader.summary().write(folder.resolve("input.json"), new TreeSet<>());
    return new Result(samples, Files.readString(folder.resolve("input.json")));
  }

  private static SampleFile file(Path path) {
    return SampleFile.of(List.of(path), Optional.empty()).get(0);
  }

  /** Lines of a few series, a tenth of them bad, some blank, the last one without an end. */
  private static String text(String name, Random random) {
    StringBuilder text = new StringBuilder(name.endsWith(".csv") ? "timestamp,name,value\n" : "");
    for (int i = 0; i < 300; i++) {
      int metric = random.nextInt(5);
      int time = 1_000 * (1 + random.nextInt(200));
      String value = random.nextInt(10) == 0 ? "bad" : Integer.toString(random.nextInt(9));
      String line =
          switch (name) {
            case "bad.csv" -> "%d,m%d,%s".formatted(time, metric, value);
            case "bad.om" -> "m%d %s %d".formatted(metric, value, time / 1_000);
            default ->
                "{\"timestamp\":%d,\"value\":\"%s\",\"name\":\"m%d\",\"labels\":{}}"
                    .formatted(time, value, metric);
          };
      text.append(line).append(random.nextInt(20) == 0 ? "\n\n" : "\n");
    }
    return text.substring(0, text.length() - 1);
  }
}
