/** From alerts to incidents: what correlation looks at, put in order and into incidents. */
package io.barograph.jobs.incidents;
