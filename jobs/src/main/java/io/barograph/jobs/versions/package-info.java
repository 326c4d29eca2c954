/**
 * The topic of rules: what was published, as it was and as it comes, and publishing; and the folder
 * of trained models. Knows no Flink, so that the command line shares it with the job.
 */
package io.barograph.jobs.versions;
