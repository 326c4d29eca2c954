/** What the job makes of its own alerts for rules to read: {@code ALERTS} and its kin. */
package io.barograph.jobs.feedback;
