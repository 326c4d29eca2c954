/** Prometheus rule files: groups of alerting and recording rules. */
package io.barograph.promql.rules;
