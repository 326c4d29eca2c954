/**
 * Statistics that merge and never subtract: moments, quantiles of exact values and of sketches, and
 * the normal distribution. Nothing here knows what the numbers mean.
 */
package io.barograph.core.statistics;
