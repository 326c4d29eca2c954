package io.barograph.core.detect;

import java.io.Serializable;

/**
 * Series that are watched by one detector.
 *
 * @param name what samples of the detector say of where they come from, label {@code detector}
 * @param series which
 * @param detector how unusual a sample is
 * @param models which series have a model of it, if it is heavy
 * @param bounds within which samples are usual
 * @param calendar the session calendar by which they repeat themselves, {@code XNYS}; empty for
 *     days of UTC
 */
public record SeriesWatch(
    String name,
    SeriesSelectors series,
    DetectorType detector,
    ModelUse models,
    Bounds bounds,
    String calendar)
    implements Serializable {}
