/** What people say of anomalies. */
package io.barograph.cli.anomaly;
