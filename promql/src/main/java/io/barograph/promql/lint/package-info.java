/** Finds rules that are valid and cannot do what they are meant to do. */
package io.barograph.promql.lint;
