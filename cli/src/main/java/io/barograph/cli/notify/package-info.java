/** Telling a receiver something to see whether it arrives. */
package io.barograph.cli.notify;
