package io.barograph.cli.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.barograph.cli.job.TestStack;
import io.barograph.cli.stack.Installation;
import io.barograph.cli.stack.Stack;
import io.barograph.cli.stack.TestInstallation;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Runs a drill on servers of its own, tells what came of it, and asserts that it is well. */
final class DeliveryDrill {
  private DeliveryDrill() {}

  static void run(Drill drill, Path folder) throws Exception {
    Installation installation = TestInstallation.get();
    assumeThat(installation.jobJar()).as("the job jar is built").isRegularFile();
    Stack stack = TestStack.startWithoutElasticsearch(installation, folder);
    try (ReceiverPark park = new ReceiverPark(drill)) {
      DeliveryRun.Result result = new DeliveryRun(drill, stack, installation, folder, park).run();
      tell(result, park);
      check(drill, result.verdict(), result.notifications());
    } finally {
      stack.close();
    }
  }

  private static void check(Drill drill, DeliveryCheck.Verdict verdict, int notifications) {
    assertThat(notifications).isEqualTo(2 * drill.alerts());
    assertThat(verdict.undecided()).as("alerts without a notification").isEmpty();
    assertThat(verdict.unexpected()).as("notifications of nothing").isEmpty();
    assertThat(verdict.lost()).as("notifications that arrived nowhere").isEmpty();
    assertThat(verdict.strange()).as("taken by a receiver that is not theirs").isEmpty();
    assertThat(verdict.untimely()).as("ends of what was not told to begin").isEmpty();
    assertThat(verdict.unexplained()).as("told twice though no kill lies between").isEmpty();
  }

  private static void tell(DeliveryRun.Result result, ReceiverPark park) {
    Map<Fault, Integer> faults = new TreeMap<>();
    int messages = 0;
    for (FaultyReceiver receiver : park.all()) {
      receiver.faults().forEach((fault, count) -> faults.merge(fault, count, Integer::sum));
      messages += receiver.messages();
    }
    int failed = faults.values().stream().mapToInt(Integer::intValue).sum();
    System.out.printf(
        "delivery drill: %d notifications in %d s; %d messages taken, %d attempts failed that"
            + " reached a receiver, of which %s%n",
        result.notifications(), result.lasted().toSeconds(), messages, failed, faults);
    System.out.printf("delivery drill: taken first by %s%n", result.verdict().byPlace());
    result
        .verdict()
        .repeated()
        .forEach(
            (kill, count) ->
                System.out.printf(
                    "delivery drill: killed %d ms behind the checkpoint: %d told twice%n",
                    kill.at() - kill.checkpoint(), count));
    System.out.printf(
        "delivery drill: lost %s, told twice for no reason %s%n",
        result.verdict().lost(), result.verdict().unexplained());
  }
}
