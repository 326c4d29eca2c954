/** What OTLP's names and values are in Prometheus, and OTLP's JSON in protobuf. */
package io.barograph.formats.otlp;
