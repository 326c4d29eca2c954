/** PagerDuty. */
package io.barograph.sinks.channel.pagerduty;
