/** Samples as they lie in files: JSON lines, CSV, OpenMetrics text, remote-write captures. */
package io.barograph.formats.file;
