/** Documents into Elasticsearch, each under an id and a version of its own. */
package io.barograph.sinks.elasticsearch;
