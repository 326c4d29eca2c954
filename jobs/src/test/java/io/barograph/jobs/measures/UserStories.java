package io.barograph.jobs.measures;

import io.barograph.formats.record.BusinessFormat;
import java.time.Duration;
import java.util.List;
import java.util.function.IntPredicate;

/** Stories of the users of one service: what they feel, where they give up, whether they come. */
final class UserStories {
  private static final String FILE = "services/users.yml";
  private static final long MINUTE = 60_000;
  private static final long DAY = 24 * 60 * MINUTE;

  /** Midnight. */
  private static final long START = 20_150 * DAY;

  private UserStories() {}

  static List<AlertStory> stories() {
    return List.of(
        new AlertStory(
            "UserExperienceLow",
            FILE,
            Duration.ofMinutes(1),
            told -> experience(told, i -> i % 2 == 0),
            told -> experience(told, i -> i % 5 == 0)),
        new AlertStory(
            "FunnelDropGrown",
            FILE,
            Duration.ofMinutes(5),
            told -> signUps(told, 3, 1),
            told -> signUps(told, 3, 3)),
        new AlertStory(
            "ActiveUsersDropped",
            FILE,
            Duration.ofMinutes(10),
            told -> active(told, 12),
            told -> active(told, 40)));
  }

  /** An hour in which a user does something every ten seconds, some of it in vain. */
  private static void experience(ToldRecords told, IntPredicate fails) {
    for (int i = 0; i < 360; i++) {
      told.add(
          BusinessFormat.USER_EVENTS,
          """
          {"service":"desk","user":"u-%d","feature":"charts","outcome":"%s","waited_ms":400,
           "time":%d,"id":"e-%d"}"""
              .formatted(i % 20, fails.test(i) ? "failed" : "ok", START + 10_000L * i, i));
    }
  }

  /**
   * Two days in which somebody comes every ten minutes to sign up; of four so many go on to the
   * second step on the first day, and so many on the second.
   */
  private static void signUps(ToldRecords told, int goOnBefore, int goOnAfter) {
    for (int i = 0; i < 288; i++) {
      long time = START + 10 * MINUTE * i;
      step(told, i, 1, time);
      if (i % 4 < (i < 144 ? goOnBefore : goOnAfter)) {
        step(told, i, 2, time + MINUTE);
      }
    }
  }

  private static void step(ToldRecords told, int user, int step, long time) {
    told.add(
        BusinessFormat.USER_EVENTS,
        """
        {"service":"desk","user":"u-%d","funnel":"sign-up","step":%d,"time":%d,"id":"e-%d-%d"}"""
            .formatted(user, step, time, user, step));
  }

  /** Eight days with sixty users each, and a ninth with so many. */
  private static void active(ToldRecords told, int usersOfLastDay) {
    for (int day = 0; day < 9; day++) {
      int users = day < 8 ? 60 : usersOfLastDay;
      for (int i = 0; i < users; i++) {
        told.add(
            BusinessFormat.USER_EVENTS,
            """
            {"service":"desk","user":"u-%d","time":%d,"id":"e-%d"}"""
                .formatted(i, START + day * DAY + i * DAY / users, i));
      }
    }
    told.silenceUntil(START + 9 * DAY);
  }
}
