/** What was decided about alerts and incidents, and why. */
package io.barograph.core.decision;
