package io.barograph.jobs.inspect;

import io.barograph.core.inspect.StateQuestion;
import java.io.Serializable;
import java.util.List;

/** What is asked about the state of a job while it runs. */
public interface QuestionFeed extends AutoCloseable {
  /** Opens feeds; travels with the job. */
  interface Source extends Serializable {
    /** A feed from now on. Whatever becomes of the topics, it neither fails nor waits. */
    QuestionFeed open();
  }

  /**
   * What has been asked since the last call; does not wait.
   *
   * @param now milliseconds since the epoch
   */
  List<StateQuestion> poll(long now);

  /** How many records since the last call could not be taken as questions. */
  int takeRefused();

  @Override
  void close();
}
