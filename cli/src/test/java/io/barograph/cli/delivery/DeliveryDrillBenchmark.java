package io.barograph.cli.delivery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 20,000 notifications to twelve receivers of which one is dead for ten minutes, with the retries
 * that ship; the job is killed three times.
 *
 * <p>{@code ./mvnw verify -Dtest=None -Dit.test=DeliveryDrillBenchmark
 * -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false}
 */
class DeliveryDrillBenchmark {
  private static final Drill LONG =
      new Drill(
          10_008,
          Duration.ofMinutes(12),
          Duration.ofSeconds(20),
          new Drill.Span(Duration.ofMinutes(1), Duration.ofMinutes(11)),
          List.of(Duration.ofSeconds(150), Duration.ofSeconds(370), Duration.ofSeconds(590)),
          true,
          "");

  @TempDir private static Path folder;

  @Test
  void everyNotificationArrivesSomewhere() throws Exception {
    DeliveryDrill.run(LONG, folder);
  }
}
