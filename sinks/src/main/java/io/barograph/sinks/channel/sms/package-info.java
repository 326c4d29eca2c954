/** Text messages: Alibaba Cloud, Tencent Cloud and Twilio. */
package io.barograph.sinks.channel.sms;
