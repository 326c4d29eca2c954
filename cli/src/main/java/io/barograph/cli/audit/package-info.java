/** What people ordered of a job, for people. */
package io.barograph.cli.audit;
