package io.barograph.cli.desk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.barograph.formats.record.BusinessFormat;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * A business record of the desk.
 *
 * @param format what it is
 * @param key records of one key keep their order
 * @param time its event time, milliseconds since the epoch
 * @param json the record
 */
public record DeskRecord(BusinessFormat format, String key, long time, String json) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static DeskRecord of(BusinessFormat format, String key, long time, Map<String, ?> fields) {
    try {
      return new DeskRecord(
          format, key, time, JSON.writeValueAsString(new TreeMap<String, Object>(fields)));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The record as it travels. */
  public byte[] bytes() {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
