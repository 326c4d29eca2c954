/** Alerting rules as they are run: conditions, and the lives of the alerts that come of them. */
package io.barograph.promql.alerting;
