/** Bytes to records and back: telemetry formats, decoded strictly. */
package io.barograph.formats;
