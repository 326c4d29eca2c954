/** Notifications to channels: one attempt after the other, within limits, and what became of it. */
package io.barograph.jobs.delivery;
