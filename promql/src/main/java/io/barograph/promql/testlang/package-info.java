/** Prometheus's test language: series, queries at given times, and what they must give. */
package io.barograph.promql.testlang;
