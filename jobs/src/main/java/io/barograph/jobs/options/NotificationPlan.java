package io.barograph.jobs.options;

import io.barograph.core.notify.StormPolicy;
import io.barograph.core.route.RoutingConfig;

/**
 * Who is told of alerts, and how.
 *
 * @param routing who is told what, and when
 * @param storms from when on a receiver is told of its alerts together
 * @param delivery how it gets there
 */
public record NotificationPlan(RoutingConfig routing, StormPolicy storms, DeliveryPlan delivery) {}
