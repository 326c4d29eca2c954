/** A simulated trading desk: deterministic by seed, with faults that are announced beforehand. */
package io.barograph.cli.desk;
