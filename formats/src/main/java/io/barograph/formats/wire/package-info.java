/** The wire forms beneath the binary formats: protobuf fields and snappy blocks. */
package io.barograph.formats.wire;
