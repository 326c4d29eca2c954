package io.barograph.jobs.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.inspect.StateQuestion;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the job asks itself. */
public final class CostQuestionsTest {
  private static final StateQuestion PEOPLES =
      new StateQuestion("q-1", 0, StateQuestion.Subject.RULE, List.of());

  @Test
  void theJobAsksOnceAMinuteWhateverPeopleAsk() {
    CostQuestions questions = new CostQuestions(new OfPeople());
    List<Long> asked = new ArrayList<>();
    for (long now = 0; now <= 180_000; now += 30_000) {
      List<StateQuestion> polled = questions.poll(now);
      assertThat(polled).startsWith(PEOPLES);
      polled.subList(1, polled.size()).forEach(own -> asked.add(own.askedAt()));
    }
    assertThat(asked).containsExactly(60_000L, 120_000L, 180_000L);
  }

  /** The question that the job asks at that time, in milliseconds since the epoch. */
  public static StateQuestion questionAt(long time) {
    CostQuestions questions = new CostQuestions(new OfPeople());
    questions.poll(time - 60_000);
    return questions.poll(time).get(1);
  }

  private static final class OfPeople implements QuestionFeed {
    @Override
    public List<StateQuestion> poll(long now) {
      return List.of(PEOPLES);
    }

    @Override
    public int takeRefused() {
      return 0;
    }

    @Override
    public void close() {}
  }
}
