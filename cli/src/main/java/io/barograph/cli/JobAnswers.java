package io.barograph.cli;

import io.barograph.cli.rules.PublishedRules;
import io.barograph.core.rulepack.RulePackEffect;
import io.barograph.core.rulepack.RulePackHead;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Tells a person what the running jobs make of what was published. */
final class JobAnswers {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private JobAnswers() {}

  /**
   * Waits for the jobs that are known, and prints a line for each answer.
   *
   * @return false if a job refuses what was published
   */
  static boolean print(
      PublishedRules rules, List<RulePackHead> written, PrintWriter out, PrintWriter err) {
    boolean isTaken = true;
    out.flush();
    for (RulePackHead head : written) {
      List<RulePackEffect> answers;
      try (WaitingLine waiting = new WaitingLine(err, "waiting for the jobs to take it")) {
        answers = rules.answers(head, PATIENCE);
      }
      for (RulePackEffect answer : answers) {
        out.println(line(answer));
        isTaken &= answer.refused().isEmpty();
      }
      if (answers.isEmpty()) {
        out.println("  no job has answered; 'barograph rules list' shows when one has");
      }
    }
    out.flush();
    return isTaken;
  }

  /** What a job made of a head, as a line. */
  static String line(RulePackEffect effect) {
    return effect.refused().isEmpty()
        ? "  job %s evaluates it from %s"
            .formatted(effect.job(), Instant.ofEpochMilli(effect.effectiveFrom()))
        : "  job %s does not take it: %s".formatted(effect.job(), effect.refused());
  }
}
