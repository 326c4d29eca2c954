/**
 * The topics of questions about the state of the running job and of their answers, as the job sees
 * them. Knows no Flink.
 */
package io.barograph.jobs.inspect;
