/** The demonstration: announced faults, what they must cause, and whether they did. */
package io.barograph.cli.demo;
