/** Mail by SMTP. */
package io.barograph.sinks.channel.mail;
