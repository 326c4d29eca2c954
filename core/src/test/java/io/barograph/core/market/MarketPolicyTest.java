package io.barograph.core.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class MarketPolicyTest {
  @Test
  void saysWhichValueIsOutOfBounds() {
    assertThatThrownBy(() -> new ArrivalPolicy(-5, 3, 0, 5, 2, 0, 0))
        .hasMessage("gapFloorMillis must be >= 0, was -5");
    assertThatThrownBy(() -> new PricePolicy(0.002, 0.5, 5, 3, 1, 5, 10, 0, 0, 5, 5))
        .hasMessage("spikeDeviations must be >= 1, was 0.5");
    assertThatThrownBy(() -> new VolumePolicy(2, 4, Double.NaN, 20))
        .hasMessage("burstMost must be >= 2, was NaN");
    assertThatThrownBy(() -> MarketPolicy.DEFAULT.withCalendar("A", "NASDAQ"))
        .hasMessageContaining("the calendar of A must be one of [XNYS,")
        .hasMessageContaining("was NASDAQ");
    assertThatThrownBy(() -> new Quote(0, 0, "A", "", 1, 1, 1, 1, 1, 1))
        .hasMessage("venue must be given");
    assertThatThrownBy(() -> new Quote(0, 0, "A", "V", -2, 1, 1, 1, 1, 1))
        .hasMessage("sequence must be >= 0, was -2");
  }

  @Test
  void aVenueHasTheCalendarOfItsNameUnlessAnotherIsGiven() {
    MarketPolicy policy = MarketPolicy.DEFAULT.withCalendar("DESK", "XLON");
    assertThat(policy.calendarOf("XNYS")).hasToString("Optional[XNYS]");
    assertThat(policy.calendarOf("DESK")).hasToString("Optional[XLON]");
    assertThat(policy.calendarOf("CRYPTO24x7")).hasToString("Optional[24x7]");
    assertThat(policy.calendarOf("OTHER")).isEmpty();
  }
}
