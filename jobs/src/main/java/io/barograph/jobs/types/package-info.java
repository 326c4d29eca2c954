/** How records travel between operators and lie in state. */
package io.barograph.jobs.types;
