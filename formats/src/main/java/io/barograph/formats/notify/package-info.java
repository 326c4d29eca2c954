/** The JSON of what became of notifications. */
package io.barograph.formats.notify;
