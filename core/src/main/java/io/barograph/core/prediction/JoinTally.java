package io.barograph.core.prediction;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** {@link JoinCounts} that grow. */
final class JoinTally {
  long predictions;
  long outcomes;
  long labelled;
  long givenUp;
  long orphans;
  long duplicatePredictions;
  long duplicateOutcomes;
  long conflictingOutcomes;
  long early;
  long evicted;

  static JoinTally read(DataInput in) throws IOException {
    JoinTally tally = new JoinTally();
    tally.predictions = in.readLong();
    tally.outcomes = in.readLong();
    tally.labelled = in.readLong();
    tally.givenUp = in.readLong();
    tally.orphans = in.readLong();
    tally.duplicatePredictions = in.readLong();
    tally.duplicateOutcomes = in.readLong();
    tally.conflictingOutcomes = in.readLong();
    tally.early = in.readLong();
    tally.evicted = in.readLong();
    return tally;
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(predictions);
    out.writeLong(outcomes);
    out.writeLong(labelled);
    out.writeLong(givenUp);
    out.writeLong(orphans);
    out.writeLong(duplicatePredictions);
    out.writeLong(duplicateOutcomes);
    out.writeLong(conflictingOutcomes);
    out.writeLong(early);
    out.writeLong(evicted);
  }

  JoinCounts counts() {
    return new JoinCounts(
        predictions,
        outcomes,
        labelled,
        givenUp,
        orphans,
        duplicatePredictions,
        duplicateOutcomes,
        conflictingOutcomes,
        early,
        evicted);
  }
}
