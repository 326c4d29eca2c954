package io.barograph.formats.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LabelsCacheTest {
  private static final long SEED = 3;

  private final LabelsCache<String> cache = new LabelsCache<>(1_000, 1 << 20);

  @Test
  void findsWhatWasPutUnderTheSameBytesAndContextOnly() {
    put(cache, 1, "a", "one");
    put(cache, 2, "a", "two");

    assertThat(find(cache, 1, "a")).isEqualTo("one");
    assertThat(find(cache, 2, "a")).isEqualTo("two");
    assertThat(find(cache, 3, "a")).isNull();
    assertThat(find(cache, 1, "b")).isNull();
    assertThat(find(cache, 1, "")).isNull();
  }

  @Test
  void aLaterValueReplacesAnEarlierOne() {
    put(cache, 0, "a", "one");
    put(cache, 0, "a", "two");

    assertThat(find(cache, 0, "a")).isEqualTo("two");
    assertThat(cache.size()).isEqualTo(1);
  }

  @Test
  void keepsToItsBoundsAndNeverLies() {
    SplittableRandom random = new SplittableRandom(SEED);
    LabelsCache<String> small = new LabelsCache<>(1_000, 5_000);
    Map<String, String> truth = new HashMap<>();
    int hits = 0;
    for (int i = 0; i < 200_000; i++) {
      String key = "k" + (int) Math.abs(random.nextInt(5_000) * random.nextDouble());
      String found = find(small, 0, key);
      if (found == null) {
        truth.put(key, key + "#" + i);
        put(small, 0, key, truth.get(key));
        assertThat(find(small, 0, key)).as("seed %d", SEED).isEqualTo(truth.get(key));
      } else {
        hits++;
        assertThat(found).as("seed %d", SEED).isEqualTo(truth.get(key));
      }
      assertThat(small.size()).isBetween(1, 1_000);
      assertThat(small.bytes()).isBetween(1L, 5_000L);
    }
    assertThat(hits).isGreaterThan(50_000);
  }

  @Test
  void holdsAllThatItsBoundAllows() {
    LabelsCache<String> large = new LabelsCache<>(1 << 16, 1 << 24);
    for (int i = 0; i < 50_000; i++) {
      put(large, 0, "series-" + i, "v" + i);
    }
    int found = 0;
    for (int i = 0; i < 50_000; i++) {
      found += find(large, 0, "series-" + i) == null ? 0 : 1;
    }
    assertThat(found).as("of 50000").isGreaterThan(49_000);
  }

  @Test
  void whatWentIsNotFoundByWhatCameBeforeIt() {
    LabelsCache<String> pair = new LabelsCache<>(2, 100);
    put(pair, 0, "a", "a");
    put(pair, 0, "b", "b");
    for (int i = 0; i < 10; i++) {
      put(pair, 0, "c" + i, "c");
    }

    String a = find(pair, 0, "a");
    String b = find(pair, 0, "b");

    assertThat(a == null || b == null).isTrue();
    assertThat(pair.size()).isEqualTo(2);
  }

  @Test
  void aKeyOverTheBoundIsNotKept() {
    LabelsCache<String> tiny = new LabelsCache<>(4, 3);
    put(tiny, 0, "abcd", "v");

    assertThat(tiny.size()).isZero();
  }

  private static void put(LabelsCache<String> cache, long context, String key, String value) {
    byte[] bytes = bytes("<" + key + ">");
    int to = bytes.length - 1;
    cache.put(context, bytes, 1, to, value);
  }

  private static String find(LabelsCache<String> cache, long context, String key) {
    byte[] bytes = bytes(key);
    return cache.find(context, bytes, 0, bytes.length);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
