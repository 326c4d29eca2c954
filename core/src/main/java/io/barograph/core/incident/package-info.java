/**
 * From alerts to incidents: which alerts belong together, of what kind that is, and where it began.
 *
 * <p>Nothing here knows a clock, a stream or a store. {@link io.barograph.core.incident.Correlator}
 * is fed signals in the order of time and tells what becomes of incidents.
 */
package io.barograph.core.incident;
