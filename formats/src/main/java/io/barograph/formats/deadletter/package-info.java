/** The JSON of dead letters. */
package io.barograph.formats.deadletter;
