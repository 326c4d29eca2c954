package io.barograph.formats.rulepack;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.barograph.core.rulepack.RulePackBody;
import io.barograph.core.rulepack.RulePackEffect;
import io.barograph.core.rulepack.RulePackHead;
import io.barograph.core.rulepack.RulePackKey;
import io.barograph.core.rulepack.RulePackRecord;
import io.barograph.core.rulepack.RulePackRemoval;
import io.barograph.formats.decode.MalformedRecordException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The JSON of the records of the topic of rules, described in {@code
 * docs/schemas/rule-pack-*.schema.json}.
 *
 * <p>A removal has no value. The value of a body goes with its SHA-256 in the header {@value
 * #DIGEST_HEADER}. The same record always gives the same bytes.
 */
public final class RulePackJson {
  /** The header that holds the SHA-256 of a body's value, as {@link Sha256#hex} writes it. */
  public static final String DIGEST_HEADER = "sha256";

  /** The longest value, in bytes. */
  public static final int MAX_BYTES = 512 << 10;

  private static final JsonFactory JSON = new JsonFactory();

  private RulePackJson() {}

  /**
   * The value of a record; null for a removal.
   *
   * @throws IllegalArgumentException if it is longer than {@value #MAX_BYTES} bytes
   */
  public static byte[] encode(RulePackRecord record) {
    if (record instanceof RulePackRemoval) {
      return null;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      if (record instanceof RulePackBody body) {
        write(body, json);
      } else if (record instanceof RulePackHead head) {
        write(head, json);
      } else if (record instanceof RulePackEffect effect) {
        write(effect, json);
      }
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    if (bytes.size() > MAX_BYTES) {
      throw new IllegalArgumentException(
          "%s takes %d bytes as JSON and may take %d: make several packs of it"
              .formatted(record.key().text(), bytes.size(), MAX_BYTES));
    }
    return bytes.toByteArray();
  }

  /**
   * The record of a key and a value.
   *
   * @param value null for a removal
   * @param digest what the header {@value #DIGEST_HEADER} holds; null if there is none
   * @throws MalformedRecordException if key or value are not what they should be, or the digest of
   *     a body is not that of its value
   */
  public static RulePackRecord decode(String key, byte[] value, String digest)
      throws MalformedRecordException {
    try {
      RulePackKey about = RulePackKey.parse(key);
      if (value == null) {
        return new RulePackRemoval(about);
      }
      if (value.length > MAX_BYTES) {
        throw MalformedRecordException.tooLarge("record", value.length, MAX_BYTES);
      }
      RulePackRecord record;
      if (about instanceof RulePackKey.OfBody) {
        checkDigest(value, digest);
        record = RulePackReaders.body(value);
      } else if (about instanceof RulePackKey.OfHead) {
        record = RulePackReaders.head(value);
      } else {
        record = RulePackReaders.effect(value);
      }
      if (!record.key().equals(about)) {
        throw MalformedRecordException.malformed(
            "record: must be about its key, was about " + record.key().text());
      }
      return record;
    } catch (IllegalArgumentException outOfBounds) {
      throw MalformedRecordException.malformed(outOfBounds.getMessage());
    }
  }

  private static void checkDigest(byte[] value, String digest) throws MalformedRecordException {
    if (digest == null) {
      throw MalformedRecordException.malformed("header sha256: must be given");
    }
    String actual = Sha256.hex(value);
    if (!actual.equals(digest)) {
      throw MalformedRecordException.of(
          "header sha256", digest, "must be the digest of the value, " + actual);
    }
  }

  private static void write(RulePackBody body, JsonGenerator json) throws IOException {
    json.writeStringField("pack", body.pack());
    json.writeNumberField("version", body.version());
    json.writeNumberField("createdAt", body.createdAt());
    json.writeStringField("author", body.author());
    json.writeStringField("comment", body.comment());
    json.writeArrayFieldStart("files");
    for (RulePackBody.File file : body.files()) {
      json.writeStartObject();
      json.writeStringField("name", file.name());
      json.writeStringField("text", file.text());
      json.writeEndObject();
    }
    json.writeEndArray();
    if (!body.settings().isEmpty()) {
      json.writeStringField("settings", body.settings());
    }
  }

  private static void write(RulePackHead head, JsonGenerator json) throws IOException {
    json.writeStringField("pack", head.pack());
    writeVersion("live", head.live(), json);
    writeVersion("shadow", head.shadow(), json);
    json.writeNumberField("effectiveFrom", head.effectiveFrom());
    json.writeStringField("author", head.author());
    json.writeStringField("comment", head.comment());
    json.writeNumberField("publishedAt", head.publishedAt());
    json.writeArrayFieldStart("history");
    for (RulePackHead.Activation activation : head.history()) {
      json.writeStartObject();
      writeVersion("live", activation.live(), json);
      json.writeNumberField("effectiveFrom", activation.effectiveFrom());
      json.writeStringField("author", activation.author());
      json.writeStringField("comment", activation.comment());
      json.writeNumberField("publishedAt", activation.publishedAt());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(RulePackEffect effect, JsonGenerator json) throws IOException {
    json.writeStringField("job", effect.job());
    json.writeStringField("pack", effect.pack());
    json.writeNumberField("publishedAt", effect.publishedAt());
    json.writeNumberField("effectiveFrom", effect.effectiveFrom());
    json.writeNumberField("samplesAfter", effect.samplesAfter());
    json.writeNumberField("change", effect.change());
    if (!effect.refused().isEmpty()) {
      json.writeStringField("refused", effect.refused());
    }
  }

  private static void writeVersion(String field, int version, JsonGenerator json)
      throws IOException {
    if (version != RulePackHead.NONE) {
      json.writeNumberField(field, version);
    }
  }
}
