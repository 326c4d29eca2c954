/** How good the alerts of a period were, as a report for people. */
package io.barograph.cli.report;
