/** How many series are taken. */
package io.barograph.core.series;
