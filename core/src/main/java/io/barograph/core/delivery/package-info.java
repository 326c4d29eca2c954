/**
 * How notifications reach their channels: in order, within each channel's limits, again where it
 * may help, elsewhere where it cannot. Time is an argument.
 */
package io.barograph.core.delivery;
