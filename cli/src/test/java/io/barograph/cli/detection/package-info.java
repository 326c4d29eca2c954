/** Tests of the times from faults to alerts. */
package io.barograph.cli.detection;
