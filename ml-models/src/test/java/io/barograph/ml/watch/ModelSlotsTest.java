package io.barograph.ml.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ModelSlotsTest {
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private final ModelSlots slots = new ModelSlots(2);

  private void want(String series, boolean isNamed, long tick) {
    slots.want(new ModelSlots.Claim(series, isNamed, tick));
  }

  private List<String> holders(long tick) {
    return holders(slots, tick);
  }

  private static List<String> holders(ModelSlots slots, long tick) {
    return List.of("a", "b", "c", "d").stream().filter(one -> slots.holds(one, tick)).toList();
  }

  @Test
  void thoseThatWantOneHaveOneAsFarAsThereAreEnough() {
    want("c", true, 1);
    want("a", true, 1);
    assertThat(holders(2)).containsExactly("a", "c");

    want("b", true, 2);
    assertThat(holders(3)).containsExactly("a", "c");
  }

  @Test
  void whatIsWantedAtATickCountsAtTheNext() {
    assertThat(slots.holds("a", 1)).isFalse();
    want("a", true, 1);
    assertThat(slots.holds("a", 1)).isFalse();
    assertThat(slots.holds("a", 2)).isTrue();
  }

  @Test
  void theLeastRecentlyUsedMakesRoomAfterHours() {
    want("a", false, 0);
    want("b", false, HOUR);
    assertThat(holders(HOUR + 1)).containsExactly("a", "b");

    want("c", false, 6 * HOUR - 1);
    assertThat(holders(6 * HOUR)).containsExactly("a", "b");
    want("c", false, 6 * HOUR);
    assertThat(holders(6 * HOUR + 1)).containsExactly("b", "c");
    want("b", false, 12 * HOUR);
    want("a", false, 12 * HOUR);
    assertThat(holders(12 * HOUR + 1)).containsExactly("a", "b");
  }

  @Test
  void aSeriesThatIsNamedGoesBeforeOthers() {
    want("a", false, 0);
    want("b", false, 1);
    assertThat(holders(2)).containsExactly("a", "b");

    want("c", true, 2);
    want("d", true, 2);
    assertThat(holders(3)).containsExactly("c", "d");
    want("a", false, 100 * HOUR);
    assertThat(holders(100 * HOUR + 1)).containsExactly("c", "d");
  }

  @Test
  void whatIsReleasedIsFreeForThoseThatWait() {
    want("a", true, 0);
    want("b", true, 0);
    want("c", true, 0);
    assertThat(holders(1)).containsExactly("a", "b");

    slots.release("a");
    assertThat(holders(2)).containsExactly("b", "c");
  }

  @Test
  void withoutPlacesNobodyHasOne() {
    ModelSlots none = new ModelSlots(0);
    none.want(new ModelSlots.Claim("a", true, 1));
    assertThat(none.holds("a", 2)).isFalse();
  }

  /** Written and read at any tick, by any order of those who want, it goes on the same way. */
  @Test
  void dependsNeitherOnOrderNorOnRestarts() {
    for (long seed = 1; seed <= 20; seed++) {
      assertThat(story(seed, false)).as("seed %d", seed).isEqualTo(story(seed, true));
    }
  }

  private static List<List<String>> story(long seed, boolean isDisturbed) {
    Random random = new Random(seed);
    Random order = new Random(seed + 99);
    List<String> names = List.of("a", "b", "c", "d");
    long[] wanted = new long[names.size()];
    ModelSlots slots = new ModelSlots(2);
    List<List<String>> holders = new ArrayList<>();
    for (long tick = 1; tick < 200; tick++) {
      long time = tick * HOUR;
      List<String> now = holders(slots, time);
      holders.add(now);
      List<Integer> wanting = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        if (random.nextInt(5) == 0) {
          wanting.add(i);
          wanted[i] = time;
        }
      }
      if (isDisturbed) {
        Collections.shuffle(wanting, order);
      }
      for (int i : wanting) {
        slots.want(new ModelSlots.Claim(names.get(i), i == 3, time));
      }
      if (isDisturbed && order.nextInt(3) == 0) {
        slots = new ModelSlots(2);
        for (int i = 0; i < names.size(); i++) {
          if (wanted[i] > 0) {
            slots.restore(
                new ModelSlots.Claim(names.get(i), i == 3, wanted[i]), now.contains(names.get(i)));
          }
        }
      }
    }
    return holders;
  }

  @Test
  void everyShareHasItsPartOfTheLimit() {
    ModelLimit limit = new ModelLimit(1_000, 128);
    int sum = 0;
    for (int share = 0; share < 128; share++) {
      assertThat(limit.of(share)).isBetween(7, 8);
      sum += limit.of(share);
    }
    assertThat(sum).isEqualTo(1_000);
    assertThatThrownBy(() -> new ModelLimit(5, 3)).hasMessageContaining("a power of two");
  }
}
