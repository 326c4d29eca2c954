package io.barograph.promql.alerting;

import io.barograph.core.alert.AlertState;
import io.barograph.core.labels.Labels;

/**
 * An alert of one rule on one series.
 *
 * @param labels its identity, fixed when the episode began
 * @param state where the episode stands
 */
public record ActiveAlert(Labels labels, AlertState state) {}
