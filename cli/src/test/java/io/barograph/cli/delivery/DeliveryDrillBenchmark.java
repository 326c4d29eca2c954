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
          Duration.ofMinutes(10),
          Duration.ofSeconds(20),
          new Drill.Span(Duration.ofSeconds(5), Duration.ofSeconds(605)),
          List.of(Duration.ofSeconds(120), Duration.ofSeconds(300), Duration.ofSeconds(480)),
          true,
          "");

  @TempDir private static Path folder;

  @Test
  void everyNotificationArrivesSomewhere() throws Exception {
    DeliveryDrill.run(LONG, folder);
  }
}
