/** Which metrics are watched by rules, and which rules watch nothing. */
package io.barograph.promql.coverage;
