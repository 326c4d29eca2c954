package io.barograph.jobs.rules;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rules that change while a job runs tell what evaluating each version between its ticks tells,
 * whatever the order in which operators go on, however late a change comes, and across crashes.
 *
 * <p>{@code -Dsimulation.seed=N} replays the history of a seed, {@code -Dsimulation.seeds=N} goes
 * through that many.
 */
class RuleChangesTest {
  @TempDir Path folder;

  @Test
  void tellWhatEachVersionTellsBetweenItsTicks() throws Exception {
    long seed = Long.getLong("simulation.seed", System.nanoTime());
    int seeds = Integer.getInteger("simulation.seeds", 10);
    long transitions = 0;
    long taken = 0;
    long crashes = 0;
    for (int i = 0; i < seeds; i++) {
      try {
        RuleChangesSimulation.Outcome outcome =
            new RuleChangesSimulation(seed + i, 400, 6, 2).run(folder);
        transitions += outcome.transitions();
        taken += outcome.taken();
        crashes += outcome.crashes();
      } catch (Exception | AssertionError failure) {
        throw new AssertionError("seed " + (seed + i), failure);
      }
    }
    System.out.printf(
        "rule changes: %d passed, 0 failed, 0 skipped (%d transitions, %d changes, %d crashes,"
            + " seeds from %d)%n",
        seeds, transitions, taken, crashes, seed);
  }
}
