package io.barograph.core.detect;

import io.barograph.core.measure.BusinessRecord;

/** What is told of a fleet: a sample of one of its units, or which model predicts for it. */
public sealed interface FleetRecord extends BusinessRecord permits SeriesSample, ModelPromotion {}
