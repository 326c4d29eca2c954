/** Evaluation of expressions on the samples of one series. */
package io.barograph.promql.eval;
