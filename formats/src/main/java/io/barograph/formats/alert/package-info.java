/** Alerts as JSON. */
package io.barograph.formats.alert;
