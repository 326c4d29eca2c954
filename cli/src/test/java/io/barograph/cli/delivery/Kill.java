package io.barograph.cli.delivery;

/**
 * That the job was killed.
 *
 * @param at when, milliseconds since the epoch
 * @param checkpoint when the checkpoint was begun from which the job went on
 */
record Kill(long at, long checkpoint) {
  /**
   * True if what was told at one time and again at another was told twice since it was killed in
   * between: what is told behind the checkpoint is not known to it.
   *
   * @param attemptMillis how long an attempt may be under way
   */
  boolean explains(long first, long second, long attemptMillis) {
    return first >= checkpoint - attemptMillis && first <= at + attemptMillis && second > at;
  }
}
