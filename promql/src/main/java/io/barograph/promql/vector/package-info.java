/** Evaluation over the elements of many series: one class for each kind of node. */
package io.barograph.promql.vector;
