/** Alerts, their episodes, and the life of each. */
package io.barograph.core.alert;
