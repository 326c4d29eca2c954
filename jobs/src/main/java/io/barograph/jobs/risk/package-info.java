/** Alerts that halt trading, and when it may go on. */
package io.barograph.jobs.risk;
