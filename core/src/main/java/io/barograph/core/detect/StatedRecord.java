package io.barograph.core.detect;

import io.barograph.core.measure.BusinessRecord;

/** What somebody can say to what watches and predicts. */
public sealed interface StatedRecord extends BusinessRecord permits SeriesLabel, ModelPromotion {}
