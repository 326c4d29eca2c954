/** Asks the running job about its state, and shows what it answers. */
package io.barograph.cli.state;
