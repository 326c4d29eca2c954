/** The barograph command: its sub-commands, options and exit statuses. */
package io.barograph.cli;
