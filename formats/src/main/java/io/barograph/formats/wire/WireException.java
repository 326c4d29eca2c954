package io.barograph.formats.wire;

/** Bytes that break their wire form; the message says how and where. It has no stack trace. */
public final class WireException extends Exception {
  WireException(String message) {
    super(message, null, false, false);
  }
}
