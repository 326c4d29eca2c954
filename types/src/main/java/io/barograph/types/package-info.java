/** What serializers of records have in common: bytes of texts and labels, and their Flink side. */
package io.barograph.types;
