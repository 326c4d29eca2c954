/** Files of series through the forecaster of a job. */
package io.barograph.cli.forecast;
