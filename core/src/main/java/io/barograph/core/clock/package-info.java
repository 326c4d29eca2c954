/** When an input's event time may go on although nothing arrives. */
package io.barograph.core.clock;
