/** The nouns of Barograph and the decisions on them: no Flink, no clock, no I/O. */
package io.barograph.core;
