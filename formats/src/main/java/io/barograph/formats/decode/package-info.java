/** Decoders from the value of a Kafka record to samples and log records. */
package io.barograph.formats.decode;
