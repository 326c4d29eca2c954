/**
 * The health of trading strategies: what trades, orders and marked equity of one account and
 * strategy say, as figures over windows by time, by count and by sessions.
 */
package io.barograph.core.strategy;
