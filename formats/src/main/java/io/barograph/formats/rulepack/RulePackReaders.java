package io.barograph.formats.rulepack;

import io.barograph.core.rulepack.RulePackBody;
import io.barograph.core.rulepack.RulePackEffect;
import io.barograph.core.rulepack.RulePackHead;
import io.barograph.formats.decode.JsonRecord;
import io.barograph.formats.decode.MalformedRecordException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the values of the topic of rules: no other fields than theirs, and all of them. */
final class RulePackReaders {
  private RulePackReaders() {}

  static RulePackBody body(byte[] value) throws MalformedRecordException {
    Fields fields = new Fields("pack, version, createdAt, author, comment, files, settings");
    List<RulePackBody.File> files = new ArrayList<>();
    JsonRecord.read(
        value,
        (field, record) -> {
          switch (field) {
            case "version" -> fields.version = version(field, record);
            case "createdAt" -> fields.createdAt = record.integer(field, 0);
            case "settings" -> fields.settings = record.text(field);
            case "files" -> record.readArray(field, element -> files.add(file(element)));
            default -> fields.readCommon(field, record);
          }
          fields.seen.add(field);
        });
    fields.require("pack", "version", "createdAt", "author", "comment", "files");
    return new RulePackBody(
        fields.pack,
        fields.version,
        fields.createdAt,
        fields.author,
        fields.comment,
        files,
        fields.settings);
  }

  static RulePackHead head(byte[] value) throws MalformedRecordException {
    Fields fields =
        new Fields("pack, live, shadow, effectiveFrom, author, comment, publishedAt, history");
    List<RulePackHead.Activation> history = new ArrayList<>();
    JsonRecord.read(
        value,
        (field, record) -> {
          switch (field) {
            case "live" -> fields.live = version(field, record);
            case "shadow" -> fields.shadow = version(field, record);
            case "effectiveFrom" -> fields.effectiveFrom = record.integer(field, 0);
            case "publishedAt" -> fields.publishedAt = record.integer(field, 0);
            case "history" -> record.readArray(field, element -> history.add(activation(element)));
            default -> fields.readCommon(field, record);
          }
          fields.seen.add(field);
        });
    fields.require("pack", "effectiveFrom", "author", "comment", "publishedAt", "history");
    return new RulePackHead(
        fields.pack,
        fields.live,
        fields.shadow,
        fields.effectiveFrom,
        fields.author,
        fields.comment,
        fields.publishedAt,
        history);
  }

  static RulePackEffect effect(byte[] value) throws MalformedRecordException {
    Fields fields =
        new Fields("job, pack, publishedAt, effectiveFrom, samplesAfter, change, refused");
    JsonRecord.read(
        value,
        (field, record) -> {
          switch (field) {
            case "job" -> fields.job = record.text(field);
            case "pack" -> fields.pack = record.text(field);
            case "publishedAt" -> fields.publishedAt = record.integer(field, 0);
            case "effectiveFrom" -> fields.effectiveFrom = record.integer(field, 0);
            case "samplesAfter" -> fields.samplesAfter = record.integer(field, 0);
            case "change" -> fields.change = record.integer(field, 0);
            case "refused" -> fields.refused = record.text(field);
            default -> throw fields.unknown("record", field);
          }
          fields.seen.add(field);
        });
    fields.require("job", "pack", "publishedAt", "effectiveFrom", "samplesAfter", "change");
    return new RulePackEffect(
        fields.job,
        fields.pack,
        fields.publishedAt,
        fields.effectiveFrom,
        fields.samplesAfter,
        fields.change,
        fields.refused);
  }

  private static RulePackBody.File file(JsonRecord record)
      throws IOException, MalformedRecordException {
    Fields fields = new Fields("name, text");
    record.readObject(
        "files",
        (field, inside) -> {
          switch (field) {
            case "name" -> fields.name = inside.text("files.name");
            case "text" -> fields.text = inside.text("files.text");
            default -> throw fields.unknown("files", field);
          }
          fields.seen.add(field);
        });
    fields.require("name", "text");
    return new RulePackBody.File(fields.name, fields.text);
  }

  private static RulePackHead.Activation activation(JsonRecord record)
      throws IOException, MalformedRecordException {
    Fields fields = new Fields("live, effectiveFrom, author, comment, publishedAt");
    record.readObject(
        "history",
        (field, inside) -> {
          switch (field) {
            case "live" -> fields.live = version("history.live", inside);
            case "effectiveFrom" -> fields.effectiveFrom = inside.integer("history." + field, 0);
            case "author" -> fields.author = inside.text("history.author");
            case "comment" -> fields.comment = inside.text("history.comment");
            case "publishedAt" -> fields.publishedAt = inside.integer("history." + field, 0);
            default -> throw fields.unknown("history", field);
          }
          fields.seen.add(field);
        });
    fields.require("effectiveFrom", "author", "comment", "publishedAt");
    return new RulePackHead.Activation(
        fields.live, fields.effectiveFrom, fields.author, fields.comment, fields.publishedAt);
  }

  private static int version(String field, JsonRecord record)
      throws IOException, MalformedRecordException {
    long version = record.integer(field, 1);
    if (version > Integer.MAX_VALUE) {
      throw MalformedRecordException.of(
          field, Long.toString(version), "must be at most " + Integer.MAX_VALUE);
    }
    return (int) version;
  }

  /** What was read of an object so far. */
  private static final class Fields {
    private final String all;
    private final Set<String> seen = new HashSet<>();
    private String job = "";
    private String refused = "";
    private String pack = "";
    private String author = "";
    private String comment = "";
    private String settings = "";
    private String name = "";
    private String text = "";
    private int version;
    private int live = RulePackHead.NONE;
    private int shadow = RulePackHead.NONE;
    private long createdAt;
    private long effectiveFrom;
    private long publishedAt;
    private long samplesAfter;
    private long change;

    Fields(String all) {
      this.all = all;
    }

    void readCommon(String field, JsonRecord record) throws IOException, MalformedRecordException {
      switch (field) {
        case "pack" -> pack = record.text(field);
        case "author" -> author = record.text(field);
        case "comment" -> comment = record.text(field);
        default -> throw unknown("record", field);
      }
    }

    MalformedRecordException unknown(String path, String field) {
      return MalformedRecordException.of(path, field, "must have the fields " + all + " only");
    }

    void require(String... required) throws MalformedRecordException {
      for (String field : required) {
        if (!seen.contains(field)) {
          throw MalformedRecordException.malformed(field + ": must be given");
        }
      }
    }
  }
}
