/**
 * Published data with injected faults, and how well roots are found in it: the readers of the
 * formats, the score and its table. What is a root is decided in {@code core.rootcause}.
 */
package io.barograph.cli.rootcause;
