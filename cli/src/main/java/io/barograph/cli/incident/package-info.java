/** Incidents and decisions as people read them. */
package io.barograph.cli.incident;
