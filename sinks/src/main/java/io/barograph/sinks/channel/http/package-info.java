/** What channels that speak HTTP have in common: one attempt, and what its answer means. */
package io.barograph.sinks.channel.http;
