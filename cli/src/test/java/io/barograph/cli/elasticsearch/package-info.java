/** What is written to, and read from, a real Elasticsearch. */
package io.barograph.cli.elasticsearch;
