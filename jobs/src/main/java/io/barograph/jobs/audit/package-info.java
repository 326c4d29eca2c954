/** What people ordered of the job, and what came of it, in one stream. */
package io.barograph.jobs.audit;
