/** Noticing from outside that Barograph says nothing any more. */
package io.barograph.cli.watch;
