/**
 * Who is told of an alert and why, for people and programs; the decisions are {@code core.route}'s.
 */
package io.barograph.cli.routes;
