/** Incidents and decisions as JSON. */
package io.barograph.formats.incident;
