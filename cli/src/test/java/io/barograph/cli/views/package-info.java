/** The views of business measures that ship, for Kibana and Grafana, and what they ask. */
package io.barograph.cli.views;
