package io.barograph.jobs.rules;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job whose rules change while it runs tells what evaluating each version between its ticks
 * tells, whatever the order in which its operators go on, however late a change comes, when
 * partitions fall silent, samples are withheld or the broker does not answer, and across crashes.
 *
 * <p>{@code -Dsimulation.seed=N} replays the history of a seed, {@code -Dsimulation.seeds=N} goes
 * through that many; {@code -Dsimulation.seeds.long=N} the same of long ones. None of them is
 * skipped, with a message. Without a seed they are the same histories each time, so that it is a
 * change that breaks them; {@code -Dsimulation.seed=random} draws others.
 */
class RuleChangesTest {
  @TempDir Path folder;

  @Test
  void tellWhatEachVersionTellsBetweenItsTicks() {
    run("rule changes", "simulation.seeds", 500, 200, 4);
  }

  @Test
  void aHundredOfThemUnderLoad() {
    run("a hundred rule changes", "simulation.seeds.long", 2, 3_000, 100);
  }

  private void run(String name, String option, int usual, int seconds, int changes) {
    int seeds = Integer.getInteger(option, usual);
    if (seeds <= 0) {
      System.out.printf("%s: 0 passed, 0 failed, 1 skipped (-D%s=%d)%n", name, option, seeds);
    }
    assumeThat(seeds).as("-D%s, the number of histories to go through", option).isPositive();
    String given = System.getProperty("simulation.seed", "1");
    long seed = given.equals("random") ? System.nanoTime() : Long.parseLong(given);
    RuleChangesSimulation.Outcome all =
        LongStream.range(seed, seed + seeds)
            .parallel()
            .mapToObj(one -> history(one, seconds, changes))
            .reduce(RuleChangesSimulation.Outcome.NONE, RuleChangesSimulation.Outcome::with);
    System.out.printf(
        "%s: %d passed, 0 failed, 0 skipped (%s, seeds from %d)%n", name, seeds, all, seed);
  }

  private RuleChangesSimulation.Outcome history(long seed, int seconds, int changes) {
    try {
      Path own = Files.createDirectories(folder.resolve(Long.toString(seed)));
      return new RuleChangesSimulation(seed, seconds, changes, 2).run(own);
    } catch (Exception | AssertionError failure) {
      throw new AssertionError("seed " + seed, failure);
    }
  }
}
