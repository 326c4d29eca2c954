/**
 * Where an incident began: how far each signal is from what is usual for it, which service that
 * blames, and how it came to be seen where it is seen. No Flink, no clock.
 */
package io.barograph.core.rootcause;
