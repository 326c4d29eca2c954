package io.barograph.core.notify.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * Whoever was told firing is told resolved, and nobody is told anything twice for one reason, over
 * random histories. {@code -Dsimulation.notifications=N} takes N of them, {@code
 * -Dsimulation.seed=S} begins at seed S: with N = 1 it replays one that failed.
 */
class NotificationsSimulationTest {
  private static final int HISTORIES = Integer.getInteger("simulation.notifications", 500);
  private static final long FIRST_SEED = Long.getLong("simulation.seed", 1);

  @Test
  void whoeverWasToldFiringIsToldResolved() throws IOException {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
      Simulation history = new Simulation(seed);
      String replay = "-Dsimulation.notifications=1 -Dsimulation.seed=" + seed;
      assertThat(history.run()).as(replay).isEmpty();
    }
  }
}
