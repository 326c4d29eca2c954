package io.barograph.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestartBackoffTest {
  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0", "2, 1", "3, 2", "4, 4", "6, 16", "7, 30", "1000, 30"})
  void waitsLongerWithEachDeath(int deaths, long seconds) {
    RestartBackoff backoff = RestartBackoff.NONE;
    for (int i = 0; i < deaths; i++) {
      backoff = backoff.afterDeath(i);
    }
    assertThat(backoff.pause()).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void forgetsAfterTenQuietMinutes() {
    RestartBackoff twice = RestartBackoff.NONE.afterDeath(0).afterDeath(1);
    assertThat(twice.afterDeath(600_001).deaths()).isEqualTo(3);
    assertThat(twice.afterDeath(600_002).deaths()).isEqualTo(1);
  }

  @Test
  void doesNotForgetWhenTheClockIsSetBack() {
    assertThat(RestartBackoff.NONE.afterDeath(1_000_000).afterDeath(0).deaths()).isEqualTo(2);
  }
}
