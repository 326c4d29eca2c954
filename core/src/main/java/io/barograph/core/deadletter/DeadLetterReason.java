package io.barograph.core.deadletter;

import java.util.Locale;

/** Why a record, or a part of one, was not taken. */
public enum DeadLetterReason {
  /** The bytes are not what the topic's format says. */
  MALFORMED,
  /** No format was given and the bytes fit none, or more than one. */
  AMBIGUOUS_FORMAT,
  /** The record is well formed and this part of it is of a kind that is not taken. */
  REFUSED_PART,
  /** The event time lies further after the record's own time than is believed. */
  TOO_FAR_AHEAD,
  /** The series is new and no further ones are taken. */
  SERIES_LIMIT,
  /** The record, or what it unpacks to, is over the bound on its size. */
  TOO_LARGE,
  /** The destination refused the document for good. */
  SINK_REJECTED,
  /** What the record is about is new, and no more of its kind is measured. */
  KEY_LIMIT,
  /** No receiver could be told of it. */
  UNDELIVERED;

  private final String wireName = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The reason as it stands in JSON and in metrics: {@code too-far-ahead}. */
  public String wireName() {
    return wireName;
  }
}
