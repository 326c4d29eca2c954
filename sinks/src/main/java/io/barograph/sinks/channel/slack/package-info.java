/** Slack. */
package io.barograph.sinks.channel.slack;
