/** What serializers of records have in common on the side of Flink. */
package io.barograph.types;
