/** The signals pipeline: log records become derived samples. */
package io.barograph.jobs.signals;
