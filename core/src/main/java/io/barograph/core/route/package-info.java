/**
 * Who is told of an alert: the tree of routes, receivers, inhibition, silences and time intervals,
 * with Alertmanager's semantics. Pure decisions: no clock, no I/O.
 */
package io.barograph.core.route;
