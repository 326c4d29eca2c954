/**
 * How good alerts are: figures of a period against their targets, a profile of each rule, and which
 * rules to review.
 */
package io.barograph.core.quality;
