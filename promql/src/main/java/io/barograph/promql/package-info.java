/** PromQL, read and evaluated in event time. */
package io.barograph.promql;
