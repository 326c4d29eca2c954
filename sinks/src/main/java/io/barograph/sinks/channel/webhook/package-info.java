/** Alertmanager's webhook. */
package io.barograph.sinks.channel.webhook;
