/**
 * Measures of returns, each of them with its convention named: Sharpe and its probability, Sortino,
 * Calmar, drawdown, value at risk and what else is made of a series of returns.
 */
package io.barograph.core.returns;
