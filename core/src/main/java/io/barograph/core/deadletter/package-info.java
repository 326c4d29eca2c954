/** Input that could not be taken, kept with its place and the reason. */
package io.barograph.core.deadletter;
