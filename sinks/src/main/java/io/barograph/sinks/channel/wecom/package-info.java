/** Robots of groups and applications in WeCom. */
package io.barograph.sinks.channel.wecom;
