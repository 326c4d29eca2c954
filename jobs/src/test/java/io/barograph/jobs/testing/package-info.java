/** What the tests of the job share: a real broker, a job cluster, and readers of what came out. */
package io.barograph.jobs.testing;
