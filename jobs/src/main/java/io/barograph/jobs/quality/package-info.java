/** How good the job's own alerts are, as samples for rules and for an index. */
package io.barograph.jobs.quality;
