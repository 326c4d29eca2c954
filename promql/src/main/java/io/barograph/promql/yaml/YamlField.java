package io.barograph.promql.yaml;

import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A field of a YAML mapping.
 *
 * @param name its key
 * @param key the node of the key, where messages about the field point
 * @param value the node of its value
 */
public record YamlField(String name, Node key, Node value) {}
