/** Static limits of rules beside the dynamic bounds of a job, on files of samples. */
package io.barograph.cli.threshold;
