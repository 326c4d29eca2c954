/** Series that are watched: their samples to scores and bounds, which rules read. */
package io.barograph.jobs.detect;
