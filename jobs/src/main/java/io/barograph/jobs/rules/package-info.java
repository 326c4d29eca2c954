/**
 * The rules pipeline: samples are batched by key group, stored once, and ruled upon at each tick.
 */
package io.barograph.jobs.rules;
