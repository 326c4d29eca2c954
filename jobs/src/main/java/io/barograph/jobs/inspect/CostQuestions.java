package io.barograph.jobs.inspect;

import io.barograph.core.inspect.StateAnswer;
import io.barograph.core.inspect.StateQuestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What people ask, and beside it, once a minute, the job's own question after what each rule costs.
 * Its answers stay in the job. Not thread-safe.
 */
public final class CostQuestions implements QuestionFeed {
  private static final String ID_PREFIX = "costs-of-job-";
  private static final long PERIOD_MILLIS = Duration.ofMinutes(1).toMillis();

  private final QuestionFeed people;
  private long askedAt = Long.MIN_VALUE;

  CostQuestions(QuestionFeed people) {
    this.people = people;
  }

  /** The same as {@code people}, with the job's own question among them. */
  public static QuestionFeed.Source beside(QuestionFeed.Source people) {
    return () -> new CostQuestions(people.open());
  }

  /** True if it answers the job's own question. */
  public static boolean isAnsweredBy(StateAnswer answer) {
    return answer.question().startsWith(ID_PREFIX);
  }

  @Override
  public List<StateQuestion> poll(long now) {
    List<StateQuestion> questions = people.poll(now);
    boolean isFirst = askedAt == Long.MIN_VALUE;
    if (!isFirst && Math.abs(now - askedAt) < PERIOD_MILLIS) {
      return questions;
    }
    askedAt = now;
    if (isFirst) {
      return questions;
    }
    List<StateQuestion> all = new ArrayList<>(questions);
    all.add(new StateQuestion(ID_PREFIX + now, now, StateQuestion.Subject.STATS, List.of()));
    return all;
  }

  @Override
  public int takeRefused() {
    return people.takeRefused();
  }

  @Override
  public void close() {
    people.close();
  }
}
