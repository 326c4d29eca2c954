package io.barograph.formats.decode;

import java.io.Serializable;

/** Makes decoders, one for each thread; travels with a job. */
public interface DecoderSource extends Serializable {
  /** A new decoder. */
  RecordDecoder newDecoder();
}
