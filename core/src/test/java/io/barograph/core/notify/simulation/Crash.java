package io.barograph.core.notify.simulation;

/**
 * The job fell back to what it had written.
 *
 * @param writtenAt when that was, milliseconds since the epoch
 * @param at when it fell
 */
record Crash(long writtenAt, long at) {
  /** True if what was heard then is not known any more. */
  boolean forgets(Heard heard) {
    return heard.at() >= writtenAt && heard.at() <= at;
  }
}
