/** Series of a job that are watched or forecast, and the samples that come of it. */
package io.barograph.ml.watch;
