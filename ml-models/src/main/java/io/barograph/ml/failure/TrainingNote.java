package io.barograph.ml.failure;

import java.io.Serializable;

/**
 * Where a version of a model comes from.
 *
 * @param author who trained it
 * @param comment why
 * @param timeMillis when, in milliseconds since the epoch
 * @param data what it was trained on, in words
 * @param dataSha256 the hash of that, in hexadecimal digits
 * @param units how many units these data have
 * @param figures how good it was on units that failed, each judged by what others taught
 */
public record TrainingNote(
    String author,
    String comment,
    long timeMillis,
    String data,
    String dataSha256,
    int units,
    PredictionFigures figures)
    implements Serializable {}
