/** Incidents of recorded alerts, through the operators of the job. */
package io.barograph.jobs.replay;
