package io.barograph.cli.delivery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing is lost, and nothing is told twice for no reason, though receivers fail in every way, one
 * is dead for a while, and the job is killed. {@link DeliveryDrillBenchmark} is its long form.
 */
class DeliveryDrillITCase {
  private static final Drill SHORT =
      new Drill(
          500,
          Duration.ofSeconds(15),
          Duration.ofSeconds(4),
          new Drill.Span(Duration.ofSeconds(3), Duration.ofSeconds(23)),
          List.of(Duration.ofSeconds(8)),
          false,
          """
          state.checkpoint-interval: 1 s
          delivery.give-up-after: 8 s
          """);

  @TempDir private static Path folder;

  @Test
  void everyNotificationArrivesSomewhere() throws Exception {
    DeliveryDrill.run(SHORT, folder);
  }
}
