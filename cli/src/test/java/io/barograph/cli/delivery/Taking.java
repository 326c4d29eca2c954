package io.barograph.cli.delivery;

/**
 * That an alert's beginning or end was taken somewhere.
 *
 * @param place the receiver, or {@link #DEAD_LETTERS}
 * @param word the name of the alert, in capitals if it fires
 * @param at milliseconds since the epoch
 */
record Taking(String place, String word, long at) {
  /** The topic in which what nobody took ends. */
  static final String DEAD_LETTERS = "dead letters";
}
