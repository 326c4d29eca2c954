package io.barograph.core.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RecentIdsTest {
  @Test
  void knowsWhatCameBeforeInAnyOrderOfTimesAndAcrossARestart() throws IOException {
    Random random = new Random(5);
    RecentIds ids = new RecentIds();
    Set<String> expected = new HashSet<>();
    for (int i = 0; i < 3_000; i++) {
      long time = (long) i + random.nextInt(200);
      String id = "t" + random.nextInt(20);
      assertThat(ids.add(time, id)).as("%d %s", time, id).isEqualTo(expected.add(time + " " + id));
      if (i % 500 == 0) {
        ids = reread(ids);
      }
    }
    assertThat(ids.size()).isEqualTo(expected.size());
  }

  @Test
  void forgetsWhatIsOlderThanAMinuteAndNotTheRest() {
    RecentIds ids = new RecentIds();
    ids.add(1_000, "a");
    ids.add(2_000, "a");
    ids.forget(61_000);
    assertThat(ids.add(1_000, "a")).isFalse();
    ids.forget(61_001);
    assertThat(ids.size()).isEqualTo(1);
    assertThat(ids.add(1_000, "a")).isTrue();
    assertThat(ids.add(2_000, "a")).isFalse();
    ids.forget(Long.MAX_VALUE);
    assertThat(ids.size()).isZero();
    assertThat(ids.add(2_000, "a")).isTrue();
  }

  @Test
  void ofTooManyTheNewestAreKnown() {
    RecentIds ids = new RecentIds();
    for (int i = 0; i <= RecentIds.MOST; i++) {
      ids.add(i, "a");
    }
    ids.forget(RecentIds.MOST);
    assertThat(ids.size()).isEqualTo(RecentIds.MOST);
    assertThat(ids.add(1, "a")).isFalse();
    assertThat(ids.add(0, "a")).isTrue();
  }

  private static RecentIds reread(RecentIds ids) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ids.write(new DataOutputStream(bytes));
    return RecentIds.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }
}
