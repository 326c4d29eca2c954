/** Plain tables of comma-separated values. */
package io.barograph.cli.csv;
