/** When a strategy is to stop trading because of alerts, and when it may go on. */
package io.barograph.core.risk;
