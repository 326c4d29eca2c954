package io.barograph.core.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.barograph.core.measure.Measure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class UserMeasureTest {
  private static final long SEED = 6;
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long DAY = Duration.ofDays(1).toMillis();

  /** Midnight of UTC, so that windows that end here cover all of their span. */
  private static final long END = 19_700 * DAY;

  private static final UserMeasureKind KIND = new UserMeasureKind(UserPolicy.DEFAULT);
  private static final UserMeasureKind SMALL =
      new UserMeasureKind(
          new UserPolicy(
              Duration.ofDays(1), 10, 2, 1, ExperiencePolicy.DEFAULT, Duration.ofDays(31)));

  @Test
  void usersAreCountedOnceInADayAWeekAndAMonth() {
    Measure<UserEvent> measure = begin(KIND);
    for (int day = 40; day > 0; day--) {
      for (int i = 0; i < 10; i++) {
        long time = END - day * DAY + HOUR * (i + 1);
        measure.add(event("always" + i, time));
        measure.add(event("always" + i, time + 1));
        measure.add(event("once" + day + "." + i, time + 2));
      }
    }
    Samples samples = Samples.of(measure, END);

    assertThat(samples.value("barograph_users_active{service=desk,window=1d}")).isEqualTo(20);
    assertThat(samples.value("barograph_users_active{service=desk,window=7d}")).isEqualTo(80);
    assertThat(samples.value("barograph_users_active{service=desk,window=30d}"))
        .isCloseTo(310, within(310 * 3 * 0.024));
    assertThat(samples.value("barograph_users_events_total{service=desk}")).isEqualTo(1_200);
  }

  @Test
  void manyUsersAreCountedWithinTheErrorOfASketch() {
    Measure<UserEvent> measure = begin(KIND);
    for (int i = 0; i < 50_000; i++) {
      measure.add(event("u" + i, END - i));
    }
    assertThat(Samples.of(measure, END).value("barograph_users_active{service=desk,window=1d}"))
        .isCloseTo(50_000, within(50_000 * 3 * 0.024));
  }

  @Test
  void featuresAreCountedAndThoseThatAreTooManyTogether() {
    Measure<UserEvent> measure = begin(SMALL);
    for (String feature : List.of("charts", "charts", "orders", "alerts", "news")) {
      measure.add(use("ann", feature, END - HOUR));
      measure.add(use("bob", feature, END - HOUR));
    }
    Samples samples = Samples.of(measure, END);

    assertThat(samples.value(feature("uses", "charts"))).isEqualTo(4);
    assertThat(samples.value(feature("users", "charts"))).isEqualTo(2);
    assertThat(samples.value(feature("uses", "other"))).isEqualTo(4);
    assertThat(samples.value(feature("users", "other"))).isEqualTo(2);
    assertThat(samples.value("barograph_feature_uses_total{feature=orders,service=desk}"))
        .isEqualTo(2);
    assertThat(samples.has(feature("uses", "news"))).isFalse();
  }

  @Test
  void aFeatureThatNobodyUsesAnyMoreMakesRoom() throws IOException {
    Measure<UserEvent> measure = begin(SMALL);
    measure.add(use("ann", "charts", END));
    measure.add(use("ann", "orders", END));
    Samples.of(measure, END);
    long later = END + 2 * DAY;
    measure.add(use("ann", "orders", later));
    Samples ended = Samples.of(measure, later);
    assertThat(ended.isStale(feature("uses", "charts"))).isTrue();
    assertThat(ended.value(feature("uses", "orders"))).isEqualTo(1);

    Measure<UserEvent> read = SMALL.read(Samples.in(measure));
    read.add(use("ann", "news", later + 1));
    assertThat(Samples.of(read, later + 1).value(feature("uses", "news"))).isEqualTo(1);
    measure.add(use("ann", "news", later + 1));
    Samples samples = Samples.of(measure, later + 1);
    assertThat(samples.value(feature("uses", "news"))).isEqualTo(1);
    assertThat(samples.has(feature("uses", "charts"))).isFalse();
  }

  @Test
  void aFunnelTellsHowManyUsersItLosesWhere() {
    Measure<UserEvent> measure = begin(SMALL);
    int[] users = {40, 30, 0, 12};
    for (int step = 1; step <= users.length; step++) {
      for (int i = 0; i < users[step - 1]; i++) {
        measure.add(step("u" + i, "sign-up", step, END - HOUR + step));
      }
    }
    measure.add(step("u0", "checkout", 1, END));
    Samples samples = Samples.of(measure, END);

    assertThat(samples.value(step("users", 1))).isEqualTo(40);
    assertThat(samples.value(step("users", 4))).isEqualTo(12);
    assertThat(samples.value(step("drop_ratio", 1))).isEqualTo(0.25);
    assertThat(samples.value(step("drop_ratio", 2))).isEqualTo(1);
    assertThat(samples.has(step("drop_ratio", 3))).as("nobody on it").isFalse();
    assertThat(samples.has(step("drop_ratio", 4))).as("nothing behind it").isFalse();
    assertThat(
            samples.value(
                "barograph_funnel_completion_ratio{funnel=sign-up,service=desk,window=1d}"))
        .isEqualTo(0.3);
    assertThat(samples.value("barograph_users_events_left_out_total{service=desk}")).isEqualTo(1);
  }

  @Test
  void aStepThatNobodyReachesAnyMoreIsADropOfAll() {
    Measure<UserEvent> measure = begin(SMALL);
    for (int i = 0; i < 20; i++) {
      measure.add(step("u" + i, "sign-up", 1, END));
      measure.add(step("u" + i, "sign-up", 2, END));
    }
    Samples.of(measure, END);
    long later = END + 2 * DAY;
    for (int i = 0; i < 20; i++) {
      measure.add(step("v" + i, "sign-up", 1, later));
    }
    Samples samples = Samples.of(measure, later);

    assertThat(samples.value(step("drop_ratio", 1))).isEqualTo(1);
    assertThat(samples.value(step("users", 2))).isZero();
  }

  @Test
  void theExperienceIsTheWeightedMeanOfItsParts() {
    Measure<UserEvent> measure = begin(SMALL);
    for (int i = 0; i < 40; i++) {
      UserEvent.Outcome outcome = i < 10 ? UserEvent.Outcome.FAILED : UserEvent.Outcome.OK;
      measure.add(
          new UserEvent(
              "desk", "u" + i, "", "sign-up", 1, outcome, i < 20 ? 0.5 : 2, END - i, "e" + i));
      if (i < 30) {
        measure.add(step("u" + i, "sign-up", 2, END - i));
      }
    }
    Samples samples = Samples.of(measure, END);

    // 10 satisfied, 20 tolerating and 10 failed; 30 of 40 well; 30 of 40 went on.
    assertThat(samples.value(part("part", "apdex"))).isEqualTo(0.5);
    assertThat(samples.value(part("part", "success"))).isEqualTo(0.75);
    assertThat(samples.value(part("part", "continued"))).isEqualTo(0.75);
    assertThat(samples.value(part("weight", "apdex"))).isCloseTo(0.4, within(1e-12));
    assertThat(samples.value("barograph_users_experience_score_ratio{service=desk,window=1h}"))
        .isCloseTo(0.4 * 0.5 + 0.4 * 0.75 + 0.2 * 0.75, within(1e-12));
  }

  @Test
  void aPartThatIsUndefinedHasNoWeight() {
    Measure<UserEvent> measure = begin(SMALL);
    for (int i = 0; i < 30; i++) {
      measure.add(
          new UserEvent(
              "desk",
              "u",
              "",
              "",
              0,
              i < 3 ? UserEvent.Outcome.FAILED : UserEvent.Outcome.OK,
              Double.NaN,
              END - i,
              "e" + i));
      if (i == 28) {
        assertThat(
                Samples.of(measure, END)
                    .has("barograph_users_experience_score_ratio{service=desk,window=1h}"))
            .isFalse();
      }
    }
    Samples samples = Samples.of(measure, END);

    assertThat(samples.has(part("part", "apdex"))).isFalse();
    assertThat(samples.value(part("weight", "apdex"))).isZero();
    assertThat(samples.value(part("weight", "success"))).isEqualTo(1);
    assertThat(samples.value("barograph_users_experience_score_ratio{service=desk,window=1h}"))
        .isEqualTo(0.9);
  }

  @Test
  void aLateEventCountsWhereItsTimeStillLies() {
    Measure<UserEvent> measure = begin(KIND);
    measure.add(event("ann", END));
    Samples.of(measure, END);
    measure.add(event("bob", END - 3 * DAY));
    Samples samples = Samples.of(measure, END + 1);

    assertThat(samples.value("barograph_users_active{service=desk,window=1d}")).isEqualTo(1);
    assertThat(samples.value("barograph_users_active{service=desk,window=7d}")).isEqualTo(2);
  }

  @Test
  void theOrderWithinATickChangesNothing() throws IOException {
    Random random = new Random(SEED);
    List<UserEvent> events = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      events.add(random(random, i, END - random.nextInt(5_000), 20));
    }
    Measure<UserEvent> first = begin(KIND);
    events.forEach(first::add);
    Collections.shuffle(events, random);
    Measure<UserEvent> second = begin(KIND);
    events.forEach(second::add);

    assertThat(Samples.of(second, END).all())
        .as("seed %d", SEED)
        .isEqualTo(Samples.of(first, END).all());
  }

  @Test
  void goesOnAfterItWasWrittenAsIfItNeverWas() throws IOException {
    Random random = new Random(SEED);
    Measure<UserEvent> measure = begin(SMALL);
    long time = END;
    for (int i = 0; i < 2_000; i++) {
      time += random.nextInt(600_000);
      measure.add(random(random, i, time - random.nextInt(900_000), 4));
      if (i % 50 == 0) {
        Samples.of(measure, time);
        Measure<UserEvent> read = SMALL.read(Samples.in(measure));
        assertThat(Samples.bytes(read)).as("seed %d", SEED).isEqualTo(Samples.bytes(measure));
        assertThat(Samples.of(read, time + HOUR).all())
            .isEqualTo(Samples.of(SMALL.read(Samples.in(measure)), time + HOUR).all());
      }
    }
  }

  @Test
  void staysWithinItsBound() throws IOException {
    Random random = new Random(SEED);
    Measure<UserEvent> measure = begin(KIND);
    for (int i = 0; i < 400_000; i++) {
      long past = i % 2 == 0 ? random.nextInt((int) DAY) : (long) (random.nextDouble() * 30 * DAY);
      measure.add(random(random, i, END - past, 40));
    }
    Samples.of(measure, END);
    int written = Samples.bytes(measure).length;
    System.out.printf("a user measure at its worst: %d bytes%n", written);

    assertThat(written).isBetween(200_000, UserMeasure.MAX_BYTES);
  }

  @Test
  void anotherPolicyReadsWhatFits() throws IOException {
    Measure<UserEvent> measure = begin(KIND);
    for (String feature : List.of("a", "b", "c")) {
      measure.add(use("ann", feature, END));
    }
    measure.add(step("ann", "sign-up", 1, END));
    Samples.of(measure, END);
    Samples fewer = Samples.of(SMALL.read(Samples.in(measure)), END + 1);
    assertThat(fewer.value(feature("uses", "b"))).isEqualTo(1);
    assertThat(fewer.has(feature("uses", "c"))).isFalse();

    UserMeasureKind other =
        new UserMeasureKind(
            new UserPolicy(
                Duration.ofHours(1), 1, 2, 0, ExperiencePolicy.DEFAULT, Duration.ofDays(31)));
    Samples samples = Samples.of(other.read(Samples.in(measure)), END + 1);
    assertThat(samples.value("barograph_users_active{service=desk,window=1d}")).isEqualTo(1);
    assertThat(samples.value("barograph_users_events_total{service=desk}")).isEqualTo(4);
    assertThat(samples.all().keySet()).noneMatch(series -> series.contains("feature"));
  }

  @Test
  void endsWithStaleMarkersAfterLongSilence() {
    Measure<UserEvent> measure = begin(KIND);
    measure.add(event("ann", END));
    Samples.of(measure, END);
    long end = END + 31 * DAY;

    assertThat(measure.isSpent(end - 1)).isFalse();
    assertThat(measure.isSpent(end)).isTrue();
    assertThat(Samples.of(measure, end).isStale("barograph_users_active{service=desk,window=1d}"))
        .isTrue();
  }

  @Test
  void anEventIsReadAsItWasWrittenAndNamesNobodyInALog() throws IOException {
    UserEvent event =
        new UserEvent(
            "desk", "ann", "charts", "sign-up", 3, UserEvent.Outcome.FAILED, 0.5, END, "e1");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    event.write(new DataOutputStream(bytes));

    assertThat(UserEvent.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))))
        .isEqualTo(event);
    assertThat(event.toString()).doesNotContain("ann").contains("charts");
    assertThat(KIND.key(event)).isEqualTo("desk");
    assertThat(KIND.id(event)).isEqualTo("e1");
    assertThat(KIND.time(event)).isEqualTo(END);
    assertThat(KIND.name()).isEqualTo("service-users");
  }

  @Test
  void boundsAreTold() {
    ExperiencePolicy how = ExperiencePolicy.DEFAULT;
    Duration day = Duration.ofDays(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UserPolicy(day, 1, 33, 1, how, Duration.ofDays(31)))
        .withMessage("maxFeatures must be 1 to 32, was 33");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UserPolicy(day, 1, 1, 5, how, Duration.ofDays(31)))
        .withMessage("maxFunnels must be 0 to 4, was 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UserPolicy(day, 1, 1, 1, how, Duration.ofDays(29)))
        .withMessage("forgetAfter must be >= a month, PT720H, was PT696H");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ExperiencePolicy(day, day, 1, 1, 1, 1))
        .withMessage("experience.apdexThreshold must be over 0 and at most 1 h, was PT24H");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ExperiencePolicy(day, Duration.ofSeconds(1), 1, 0, 0, 0))
        .withMessage("one of the weights of experience must be > 0, all are 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ExperiencePolicy(day, Duration.ofSeconds(1), 1, -1, 0, 0))
        .withMessage("experience.apdexWeight must be finite and >= 0, was -1.0");
  }

  private static Measure<UserEvent> begin(UserMeasureKind kind) {
    return kind.begin(event("ann", END));
  }

  private static UserEvent event(String user, long time) {
    return step(user, "", 0, time);
  }

  private static UserEvent use(String user, String feature, long time) {
    return new UserEvent(
        "desk", user, feature, "", 0, UserEvent.Outcome.UNKNOWN, Double.NaN, time, "e");
  }

  private static UserEvent step(String user, String funnel, int step, long time) {
    return new UserEvent(
        "desk", user, "", funnel, step, UserEvent.Outcome.UNKNOWN, Double.NaN, time, "e");
  }

  private static UserEvent random(Random random, int id, long time, int names) {
    return new UserEvent(
        "desk",
        "u" + random.nextInt(60_000),
        "feature" + random.nextInt(names),
        "way" + random.nextInt(4),
        1 + random.nextInt(UserEvent.MAX_STEPS),
        UserEvent.Outcome.values()[random.nextInt(3)],
        random.nextDouble() * 5,
        time,
        "e" + id);
  }

  private static String feature(String name, String feature) {
    return "barograph_feature_%s{feature=%s,service=desk,window=1d}".formatted(name, feature);
  }

  private static String step(String name, int step) {
    return "barograph_funnel_%s{funnel=sign-up,service=desk,step=%d,window=1d}"
        .formatted(name, step);
  }

  private static String part(String name, String part) {
    return "barograph_users_experience_%s_ratio{part=%s,service=desk,window=1h}"
        .formatted(name, part);
  }
}
