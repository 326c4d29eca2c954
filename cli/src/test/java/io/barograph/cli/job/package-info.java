/** The job on real processes: submitted through Flink's own front end, killed, and cut off. */
package io.barograph.cli.job;
