/** Alerts and orders to notifications: what is to be told to whom, and when. */
package io.barograph.jobs.routing;
