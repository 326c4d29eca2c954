package io.barograph.jobs.rules;

import io.barograph.core.inspect.StateAnswer;
import io.barograph.core.inspect.StateQuestion;
import io.barograph.core.labels.Labels;
import io.barograph.jobs.inspect.QuestionFeed;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is asked about the state of the job, as the gate hands it on. Not thread-safe. */
final class GateQuestions implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GateQuestions.class);

  private final Plan plan;
  private final QuestionFeed feed;
  private final Counter asked;
  private final Counter refused;

  /**
   * Where questions come from and who answers them.
   *
   * @param stages the names of the series stages, by their places behind the gate
   * @param groupLevels how many levels the group stage of each has
   */
  record Plan(String job, ArrayList<String> stages, int groupLevels, QuestionFeed.Source feed)
      implements Serializable {
    private StateAnswer.Scope scope() {
      return new StateAnswer.Scope(job, stages, groupLevels);
    }
  }

  GateQuestions(Plan plan, MetricGroup metrics) {
    this.plan = plan;
    this.feed = plan.feed.open();
    this.asked = metrics.counter(RulesMetric.QUESTIONS.metricName());
    this.refused = metrics.counter(RulesMetric.QUESTIONS_REFUSED.metricName());
  }

  /** Hands on what has been asked since the last call. */
  void handOn(long now, Consumer<StageRecord> stages) {
    List<StateQuestion> questions = feed.poll(now);
    refused.inc(feed.takeRefused());
    for (StateQuestion question : questions) {
      if (question.isTooOld(now)) {
        refused.inc();
        LOG.warn(
            "question {} was asked {} ms ago and is not answered; look at the asker's clock",
            question.id(),
            now - question.askedAt());
      } else {
        asked.inc();
        stages.accept(new StageQuestion(Labels.EMPTY, plan.scope(), "", question));
      }
    }
  }

  @Override
  public void close() {
    feed.close();
  }
}
