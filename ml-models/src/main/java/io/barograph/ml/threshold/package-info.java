/** Dynamic thresholds: what is expected of a series, and how far from it is still usual. */
package io.barograph.ml.threshold;
