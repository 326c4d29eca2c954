/**
 * What becomes of notifications when receivers fail and the job is killed: real processes,
 * receivers that draw their faults, and a check that knows neither routing nor delivery.
 */
package io.barograph.cli.delivery;
