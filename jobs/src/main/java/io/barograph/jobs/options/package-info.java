/** The options of the job, and how they become policies. */
package io.barograph.jobs.options;
