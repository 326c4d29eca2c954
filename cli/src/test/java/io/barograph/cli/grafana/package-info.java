/** The Grafana dashboards that ship, held against the rule packs. */
package io.barograph.cli.grafana;
