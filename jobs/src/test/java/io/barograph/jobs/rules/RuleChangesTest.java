package io.barograph.jobs.rules;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rules that change while a job runs tell what evaluating each version between its ticks tells,
 * whatever the order in which operators go on, however late a change comes, and across crashes.
 *
 * <p>{@code -Dsimulation.seed=N} replays the history of a seed, {@code -Dsimulation.seeds=N} goes
 * through that many; {@code -Dsimulation.seeds.long=N} the same of long ones.
 */
class RuleChangesTest {
  @TempDir Path folder;

  @Test
  void tellWhatEachVersionTellsBetweenItsTicks() throws Exception {
    run("rule changes", Integer.getInteger("simulation.seeds", 500), 400, 6);
  }

  @Test
  void aHundredOfThemUnderLoad() throws Exception {
    run("a hundred rule changes", Integer.getInteger("simulation.seeds.long", 2), 4_000, 100);
  }

  private void run(String name, int seeds, int seconds, int changes) throws Exception {
    long seed = Long.getLong("simulation.seed", System.nanoTime());
    long transitions = 0;
    long taken = 0;
    long crashes = 0;
    for (int i = 0; i < seeds; i++) {
      try {
        RuleChangesSimulation.Outcome outcome =
            new RuleChangesSimulation(seed + i, seconds, changes, 2).run(folder);
        transitions += outcome.transitions();
        taken += outcome.taken();
        crashes += outcome.crashes();
      } catch (Exception | AssertionError failure) {
        throw new AssertionError("seed " + (seed + i), failure);
      }
    }
    System.out.printf(
        "%s: %d passed, 0 failed, 0 skipped (%d transitions, %d changes, %d crashes,"
            + " seeds from %d)%n",
        name, seeds, transitions, taken, crashes, seed);
  }
}
