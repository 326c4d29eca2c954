/**
 * Prometheus's languages of tests: scripts of series and queries ({@code promqltest}), and unit
 * tests of rules as promtool reads them.
 */
package io.barograph.promql.testlang;
