/**
 * Who is told of an alert: the tree of routes, receivers, inhibition, silences and time intervals,
 * with Alertmanager's semantics. Pure decisions: no clock, no I/O.
 *
 * <p>An alert goes its way in this order. A {@link io.barograph.core.route.Route} takes it: {@link
 * io.barograph.core.route.RouteTrial} tells which and why. By the route it belongs to a group,
 * whose key {@link io.barograph.core.route.AlertmanagerText} writes. When the group is told, {@link
 * io.barograph.core.route.Inhibition} leaves out what another alert mutes, {@link
 * io.barograph.core.route.TimeIntervals} what nobody wants to hear at this time, and {@link
 * io.barograph.core.route.SilenceBook} what people have silenced. Each answers with its reason. The
 * rest goes to a {@link io.barograph.core.route.ReceiverConfig}. All of it but the silences stands
 * in one {@link io.barograph.core.route.RoutingConfig}.
 */
package io.barograph.core.route;
