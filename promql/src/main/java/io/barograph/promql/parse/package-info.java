/** PromQL text to a typed syntax tree and back, with Prometheus's own messages and positions. */
package io.barograph.promql.parse;
