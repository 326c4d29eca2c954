/** Another Alertmanager. */
package io.barograph.sinks.channel.alertmanager;
