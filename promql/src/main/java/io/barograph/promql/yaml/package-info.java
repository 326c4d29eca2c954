/** YAML read strictly: bounded, without unknown fields, each problem with its place. */
package io.barograph.promql.yaml;
