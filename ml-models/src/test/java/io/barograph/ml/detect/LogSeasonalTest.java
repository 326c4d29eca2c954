package io.barograph.ml.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.session.SeasonClock;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LogSeasonalTest {
  private static final long STEP = 300_000;
  private static final int DAY = 288;

  private final Random random = new Random(4);

  /** Busy from noon on, a thirtieth of that before it, and noise by factors. */
  private double value(int i) {
    return (i % DAY < DAY / 2 ? 100 : 3_000) * Math.exp(0.2 * random.nextGaussian());
  }

  private Member after(Member member, int values) {
    for (int i = 0; i < values; i++) {
      member.next(i * STEP, value(i));
    }
    return member;
  }

  @Test
  void whatIsFiveTimesTheUsualOfAQuietHourIsSeen() {
    int night = 20 * DAY + DAY / 2 - 1;
    Member logarithms = after(new LogSeasonal(SeasonClock.UTC), night);
    Member amounts = after(new SeasonalProfile(SeasonClock.UTC), night);

    double seen = logarithms.next(night * STEP, 500).size();

    assertThat(seen).isGreaterThan(3);
    assertThat(amounts.next(night * STEP, 500).size()).isLessThan(seen / 2);
  }

  @Test
  void whatIsExpectedIsAnAmount() {
    int noon = 20 * DAY + 3 * DAY / 4;
    Deviation deviation = after(new LogSeasonal(SeasonClock.UTC), noon).next(noon * STEP, 3_000);

    assertThat(deviation.expected()).isBetween(2_000.0, 4_000.0);
    assertThat(deviation.lower()).isBetween(0.0, deviation.expected());
    assertThat(deviation.upper()).isGreaterThan(deviation.expected());
  }

  @Test
  void amountsBelowNothingAreTaken() {
    Member member = new LogSeasonal(SeasonClock.UTC);
    for (int i = 0; i < 10 * DAY; i++) {
      Deviation deviation = member.next(i * STEP, i % 7 == 0 ? 0 : -value(i));
      assertThat(deviation.size()).isFinite();
    }
    assertThat(member.next(10 * DAY * STEP, 30_000).size()).isGreaterThan(3);
  }
}
