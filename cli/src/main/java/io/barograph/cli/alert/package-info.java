/** Alerts as the job publishes them, read back from Kafka and shown to people. */
package io.barograph.cli.alert;
