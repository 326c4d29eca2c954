package io.barograph.core.incident;

import java.util.List;

/**
 * What explains some alerts.
 *
 * @param causes the best first; an alert is explained by one at most
 * @param unexplained what comes of no cause, by service, each in order
 */
record Explanation(List<Hypothesis> causes, List<AlertSignal> unexplained) {}
