/** Business records to derived samples: the decisions lie in {@code core}, by noun. */
package io.barograph.jobs.measures;
