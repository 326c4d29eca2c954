/** State changes to chains that are complete, by the patterns of the job's packs. */
package io.barograph.jobs.patterns;
