package io.barograph.ml.detect;

/** What a value deviates in. */
public enum ReasonCode {
  /** Too few values came before. */
  LEARNING,
  /** The value is missing, or not finite. */
  MISSING,
  /** As expected. */
  USUAL,
  /** Far from the mean of the last values. */
  FAR_FROM_MEAN,
  /** Far from the median of the last values. */
  FAR_FROM_MEDIAN,
  /** Far from the smoothed value. */
  FAR_FROM_TREND,
  /** The mean of the newest values is far from that of those before. */
  LEVEL_MOVED,
  /** Far from what is usual at this time of the day and week. */
  UNUSUAL_FOR_THE_TIME,
  /** Outside the range in which nearly all values were. */
  OUT_OF_RANGE,
  /** The step from the value before is larger than usual. */
  JUMP,
  /** The newest values follow each other as none did before. */
  UNUSUAL_SHAPE,
  /** The metrics of an entity do not go together as they did. */
  UNUSUAL_RELATION,
  /** Far from what a network expected behind all values before. */
  FAR_FROM_FORECAST;
}
