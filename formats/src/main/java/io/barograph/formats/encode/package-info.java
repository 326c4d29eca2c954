/** Encoders from samples and log records to the formats that are decoded. */
package io.barograph.formats.encode;
