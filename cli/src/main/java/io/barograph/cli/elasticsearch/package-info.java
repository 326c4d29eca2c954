/** An Elasticsearch that commands write to. */
package io.barograph.cli.elasticsearch;
