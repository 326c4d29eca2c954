/** Robots of groups in Feishu and Lark. */
package io.barograph.sinks.channel.feishu;
