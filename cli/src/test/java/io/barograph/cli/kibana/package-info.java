/** Kibana's saved objects that ship, and what they ask of Elasticsearch. */
package io.barograph.cli.kibana;
