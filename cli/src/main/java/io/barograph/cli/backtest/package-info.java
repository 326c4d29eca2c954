/** Rules tried on history: the run, what it found, and how that is told. */
package io.barograph.cli.backtest;
