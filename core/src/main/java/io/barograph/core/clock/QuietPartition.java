package io.barograph.core.clock;

/** Why the clock of a partition does, or does not, go on without a record. */
public enum QuietPartition {
  /** The broker says that there is nothing more to read. */
  ADVANCES,
  /** There are records to read: they carry the time. */
  HAS_BACKLOG,
  /** The answer is too old to say anything about now. */
  ANSWER_TOO_OLD,
  /** A record was read after the question was sent. */
  ANSWER_BEFORE_LAST_RECORD,
  /** The clock is as far already. */
  UP_TO_DATE
}
