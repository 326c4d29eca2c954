package io.barograph.formats.encode;

import io.barograph.formats.wire.ProtoWriter;

/** Text attributes of OTLP. */
final class OtlpAttributes {
  private OtlpAttributes() {}

  /** Writes an attribute as field {@code field}; one with an empty value is left out. */
  static void write(ProtoWriter message, int field, String key, String value) {
    if (!value.isEmpty()) {
      int attribute = message.begin(field);
      message.text(1, key);
      int any = message.begin(2);
      message.text(1, value).end(any).end(attribute);
    }
  }
}
