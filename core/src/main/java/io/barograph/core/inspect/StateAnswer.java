package io.barograph.core.inspect;

import java.util.List;
import java.util.Objects;

/**
 * What one subtask answers to a question.
 *
 * @param question the id of the question
 * @param truncated true if there is more than is said
 */
public record StateAnswer(
    String question,
    Answerer from,
    boolean truncated,
    List<InspectedSeries> series,
    List<InspectedAlert> alerts,
    List<SupportingSeries> supports,
    List<InspectedRule> rules) {
  /** The most items of one kind, but for rules. */
  public static final int MAX_ITEMS = 100;

  /** The most samples of a series. */
  public static final int MAX_SAMPLES = 20;

  public StateAnswer {
    Objects.requireNonNull(from);
    series = List.copyOf(series);
    alerts = List.copyOf(alerts);
    supports = List.copyOf(supports);
    rules = List.copyOf(rules);
  }

  /**
   * Who answers, and who else does.
   *
   * @param scope the job, and all that answer in it
   * @param stage the series stage that it is, or stands behind
   * @param level 0 of the series stage itself, otherwise that of the group stage
   * @param subtask from 0
   * @param parallelism how many subtasks like it there are
   */
  public record Answerer(Scope scope, String stage, int level, int subtask, int parallelism) {
    /** The name for people. */
    public String name() {
      return "%s of stage %s, subtask %d of %d"
          .formatted(
              level == 0 ? "series" : "groups, level " + level, stage, subtask + 1, parallelism);
    }
  }

  /**
   * Who answers in a job.
   *
   * @param job the name under which the job tells what it makes of rules
   * @param stages the names of its series stages
   * @param levels how many levels of the group stage stand behind each
   */
  public record Scope(String job, List<String> stages, int levels) {
    public Scope {
      stages = List.copyOf(stages);
    }
  }
}
