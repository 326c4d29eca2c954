/** The job on bounded input from files: what would have fired. */
package io.barograph.jobs.backtest;
