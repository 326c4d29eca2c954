/** Robots of groups in DingTalk. */
package io.barograph.sinks.channel.dingtalk;
