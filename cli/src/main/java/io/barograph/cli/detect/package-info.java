/** Files of series through the detectors, and what the detectors are worth on labelled ones. */
package io.barograph.cli.detect;
