/** Texts and labels as bytes, in state and between operators. */
package io.barograph.core.bytes;
