package io.barograph.jobs.options;

import io.barograph.core.route.RoutingConfig;

/**
 * Who is told of alerts, and how.
 *
 * @param routing who is told what, and when
 * @param delivery how it gets there
 */
public record NotificationPlan(RoutingConfig routing, DeliveryPlan delivery) {}
