package io.barograph.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.delivery.Receipt.Result;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveredRatioTest {
  private static List<String> samples(Result... results) {
    return Arrays.stream(results)
        .map(DeliveredRatio::of)
        .reduce(DeliveredRatio.NONE, DeliveredRatio::plus)
        .samples("ops", 60_000)
        .stream()
        .map(sample -> sample.labels() + " " + (sample.stale() ? "stale" : sample.value()))
        .toList();
  }

  @Test
  void isTheShareOfWhatWasToBeToldThatWasTold() {
    assertThat(samples(Result.DELIVERED, Result.DIGESTED, Result.REFUSED, Result.GAVE_UP))
        .containsExactly(
            "barograph_receiver_delivered_ratio{receiver=\"ops\"} 0.5",
            "barograph_receiver_notifications{receiver=\"ops\"} 4.0");
  }

  @Test
  void whatAChannelHadNotToBeToldDoesNotCount() {
    assertThat(samples(Result.DELIVERED, Result.NEVER_TOLD, Result.NOT_WANTED))
        .first()
        .asString()
        .endsWith("1.0");
    assertThat(samples(Result.NOT_WANTED)).hasSize(2).allMatch(text -> text.endsWith("stale"));
  }
}
