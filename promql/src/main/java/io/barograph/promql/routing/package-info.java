/**
 * Reads an {@code alertmanager.yml} as Alertmanager 0.34 does.
 *
 * <p>{@link io.barograph.promql.routing.RoutingFile} takes the text and answers with a {@link
 * io.barograph.core.route.RoutingConfig}, or with everything that is wrong with the file, each with
 * its line and field. Inside, one class reads each part: global settings and their defaults, time
 * intervals, receivers with what they take over from the global settings, the tree of routes, and
 * inhibition rules. {@link io.barograph.promql.routing.MatcherSyntax} knows both ways in which
 * matchers are written. What the parts mean is decided in {@code core.route}.
 */
package io.barograph.promql.routing;
