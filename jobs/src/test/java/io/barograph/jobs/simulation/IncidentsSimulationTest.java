package io.barograph.jobs.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The job behind alerts, while its patterns change, makes of them what it makes undisturbed: the
 * same incidents, each change of them with its decisions, whatever the order in which evidence
 * arrives and operators go on, its topics written once or twice, at any parallelism and across
 * crashes; and keeps nothing behind the end.
 *
 * <p>{@code -Dsimulation.seed=N} replays the history of a seed, {@code -Dsimulation.incidents=N}
 * goes through that many; {@code -Dsimulation.incidents.long=N} the same of long ones. None of them
 * is skipped, with a message. {@code -Dsimulation.seed=random} draws others.
 */
class IncidentsSimulationTest {
  @Test
  void tellsWhatAnUndisturbedJobTells() {
    run("incidents", "simulation.incidents", 120, 1_200, 3);
  }

  @Test
  void tellsItForHours() {
    run("incidents of hours", "simulation.incidents.long", 1, 10_800, 8);
  }

  private static void run(String name, String option, int usual, int seconds, int publications) {
    int seeds = Integer.getInteger(option, usual);
    if (seeds <= 0) {
      System.out.printf("%s: 0 passed, 0 failed, 1 skipped (-D%s=%d)%n", name, option, seeds);
    }
    assumeThat(seeds).as("-D%s, the number of histories to go through", option).isPositive();
    String given = System.getProperty("simulation.seed", "1");
    long seed = given.equals("random") ? System.nanoTime() : Long.parseLong(given);
    IncidentsSimulation.Outcome all =
        LongStream.range(seed, seed + seeds)
            .parallel()
            .mapToObj(one -> history(one, seconds, publications))
            .reduce(IncidentsSimulation.Outcome.NONE, IncidentsSimulation.Outcome::with);
    System.out.printf(
        "%s: %d passed, 0 failed, 0 skipped (%s, seeds from %d)%n", name, seeds, all, seed);
    assertThat(all.ofChains()).as("chains among the incidents").isPositive();
  }

  private static IncidentsSimulation.Outcome history(long seed, int seconds, int publications) {
    try {
      return new IncidentsSimulation(seed, seconds, publications, 2).run();
    } catch (Exception | AssertionError failure) {
      throw new AssertionError("seed " + seed, failure);
    }
  }
}
