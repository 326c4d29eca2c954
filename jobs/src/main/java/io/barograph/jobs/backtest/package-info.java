/** The job on bounded input, from files or topics: what would have fired. */
package io.barograph.jobs.backtest;
