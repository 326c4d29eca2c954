package io.barograph.promql.alerting;

import io.barograph.core.labels.Labels;

/**
 * An alert of a rule on several series.
 *
 * @param element the labels of the element that it rests on, or rested on when that was last there,
 *     its metric name inside if it has one
 * @param active its identity and where its episode stands
 * @param support the leaves, as bits, that had data for the element when it was last there
 */
public record GroupAlert(Labels element, ActiveAlert active, long support) {}
