/** Microsoft Teams. */
package io.barograph.sinks.channel.teams;
