package io.barograph.core.clock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BrokerContactTest {
  private final BrokerContact contact = new BrokerContact(ClockPolicy.DEFAULT);

  @Test
  void isBelievedOnceItHasAnsweredForTheSettlingTime() {
    assertThat(contact.isSettled()).isFalse();
    for (long second = 0; second < 10; second++) {
      contact.answered(second * 1_000);
      assertThat(contact.isSettled()).isFalse();
    }
    contact.answered(10_000);

    assertThat(contact.isSettled()).isTrue();
  }

  @Test
  void mustSettleAgainAfterABreak() {
    for (long second = 0; second <= 20; second++) {
      contact.answered(second * 1_000);
    }
    contact.answered(23_000);
    assertThat(contact.isSettled()).as("three seconds are no break").isTrue();
    contact.answered(26_001);

    assertThat(contact.isSettled()).isFalse();
  }
}
