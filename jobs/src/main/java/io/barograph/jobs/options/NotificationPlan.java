package io.barograph.jobs.options;

import io.barograph.core.notify.StormPolicy;
import io.barograph.core.route.RoutingConfig;
import io.barograph.core.route.RoutingExtensions;

/**
 * Who is told of alerts, and how.
 *
 * @param routing who is told what, and when
 * @param extensions what is said of it beside the routes
 * @param storms from when on a receiver is told of its alerts together
 * @param delivery how it gets there
 */
public record NotificationPlan(
    RoutingConfig routing,
    RoutingExtensions extensions,
    StormPolicy storms,
    DeliveryPlan delivery) {}
