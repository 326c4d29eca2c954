/**
 * Predictions and what came true of them: the join of both by id, with truth that is late, told
 * twice or never told, and how right predictions were, over windows of labels and of time.
 *
 * <p>{@link io.barograph.core.prediction.PredictionJoin} makes of {@link
 * io.barograph.core.prediction.ModelRecord}s the {@link io.barograph.core.prediction.ModelEvent}s
 * that a measure of a model folds.
 */
package io.barograph.core.prediction;
