/**
 * How long it takes until somebody can know of a fault: of this job, and of a Prometheus beside.
 */
package io.barograph.cli.detection;
