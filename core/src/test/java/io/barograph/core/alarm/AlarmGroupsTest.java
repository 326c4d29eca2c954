package io.barograph.core.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which alarms belong together, and which types follow which. */
final class AlarmGroupsTest {
  private static final long MINUTE = 60_000;
  private static final List<List<String>> LINE =
      List.of(List.of("a", "b"), List.of("b", "c"), List.of("c", "d"));

  private final AlarmGroups groups = new AlarmGroups(AlarmPolicy.DEFAULT, new Neighbours(LINE, 1));

  private int at(long time, String type, String device) {
    return groups.add(List.of(new Alarm(time, type, device)))[0];
  }

  @Test
  void anAlarmThatComesAgainIsOfTheSameGroupUntilItIsSilent() {
    assertThat(at(0, "x", "a")).isZero();
    assertThat(at(30 * MINUTE, "x", "a")).isZero();
    assertThat(at(60 * MINUTE + 1, "x", "a")).isEqualTo(1);
    assertThat(groups.size()).isEqualTo(2);
  }

  @Test
  void aGroupEndsWhenItIsOldHoweverBusy() {
    for (int i = 0; i <= 240; i++) {
      assertThat(at(i * MINUTE, "x", "a")).isZero();
    }
    assertThat(at(241 * MINUTE, "x", "a")).isEqualTo(1);
  }

  @Test
  void aGroupStaysNearTheDeviceThatItBeganAt() {
    assertThat(at(0, "x", "a")).isZero();
    assertThat(at(1, "x", "b")).isZero();
    assertThat(at(2, "x", "c")).as("near b and not near a").isEqualTo(1);
  }

  @Test
  void theOwnDeviceGoesBeforeALaterNeighbour() {
    assertThat(at(0, "x", "a")).isZero();
    assertThat(at(1, "x", "b")).isZero();
    assertThat(at(2, "x", "c")).as("too far from a").isEqualTo(1);
    assertThat(at(3, "x", "b")).as("c was later").isZero();
  }

  @Test
  void otherTypesJoinOnceTheyWereSeenToFollow() {
    assertThat(at(0, "x", "a")).isZero();
    assertThat(at(1, "y", "a")).as("not known yet").isEqualTo(1);
    for (int day = 1; day < 20; day++) {
      at(day * 1_440L * MINUTE, "x", "a");
      at(day * 1_440L * MINUTE + 10_000, "y", "a");
    }
    int before = groups.size();
    int cause = at(20 * 1_440L * MINUTE, "x", "a");
    assertThat(cause).isEqualTo(before);
    assertThat(at(20 * 1_440L * MINUTE + 10_000, "y", "a")).isEqualTo(cause);
    assertThat(groups.relations()).containsExactly(List.of("x", "y"));
  }

  @Test
  void whatComesTogetherByChanceIsNoRelation() {
    Random random = new Random(7);
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      times.add(random.nextLong(30L * 1_440L * MINUTE));
    }
    times.stream()
        .distinct()
        .sorted()
        .forEach(time -> at(time, random.nextBoolean() ? "x" : "y", "a"));

    assertThat(groups.relations()).as("seed 7").isEmpty();
  }

  @Test
  void alarmsOfOneInstantFollowEachOtherInEitherOrder() {
    for (int day = 0; day < 20; day++) {
      long time = day * 1_440L * MINUTE;
      groups.add(List.of(new Alarm(time, "y", "b"), new Alarm(time, "x", "a")));
    }

    assertThat(groups.relations()).containsExactly(List.of("x", "y"), List.of("y", "x"));
  }

  @Test
  void aliensDoNotMeet() {
    assertThat(at(0, "x", "a")).isZero();
    assertThat(at(1, "x", "elsewhere")).isEqualTo(1);
  }

  @Test
  void timeDoesNotGoBack() {
    at(5, "x", "a");
    assertThatThrownBy(() -> at(5, "x", "a"))
        .hasMessage("alarms must come in the order of time: 5 came after 5");
  }

  @Test
  void aPolicyThatMakesNoSenseIsRefused() {
    Duration hour = Duration.ofHours(1);
    assertThatThrownBy(() -> new AlarmPolicy(Duration.ZERO, hour, 1, hour, 3))
        .hasMessage("gap must be > 0, was PT0S");
    assertThatThrownBy(() -> new AlarmPolicy(hour, hour, -1, hour, 3))
        .hasMessage("hops must be >= 0, was -1");
    assertThatThrownBy(() -> new AlarmPolicy(hour, hour, 1, hour, 0))
        .hasMessage("significance must be > 0, was 0.0");
  }
}
