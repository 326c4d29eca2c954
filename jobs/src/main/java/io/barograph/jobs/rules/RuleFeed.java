package io.barograph.jobs.rules;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/** What has been published of the packs of a job, and what the job made of it. */
public interface RuleFeed extends AutoCloseable {
  /** Opens feeds; travels with the job. */
  interface Source extends Serializable {
    /**
     * A feed from the beginning. What was published when it is opened is known before the first
     * call returns.
     */
    RuleFeed open();
  }

  /** What has been published since the last call, in the order of numbers; does not wait. */
  List<Publication> poll();

  /** What the job made of a publication, in this run or one before. */
  Optional<Decision> decided(Publication publication);

  /** Keeps what the job makes of a publication; returns when it can no longer be lost. */
  void keep(Decision decision);

  @Override
  void close();
}
