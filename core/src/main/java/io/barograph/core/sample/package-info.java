/** Samples of series. */
package io.barograph.core.sample;
