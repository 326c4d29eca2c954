/** Channels by which people and their tools are told: chat, mail, SMS, pagers and webhooks. */
package io.barograph.sinks.channel;
