package io.barograph.core.audit;

import io.barograph.core.bytes.Texts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What somebody wanted.
 *
 * @param kind what
 * @param id the order's own, as its author gave it: a command's, or pack and time of publication
 * @param at when it was given, milliseconds since the epoch; of a command its time
 * @param author who gave it, at most {@link #MAX_AUTHOR} characters; the rest is cut off
 * @param comment why, at most {@link #MAX_COMMENT} characters; the rest is cut off
 * @param subject what it is about: the id of a silence or of an alert's episode, or a pack's name
 */
public record AuditedOrder(
    AuditKind kind, String id, long at, String author, String comment, String subject) {
  /** The longest author that is kept, characters. */
  public static final int MAX_AUTHOR = 200;

  /** The longest comment that is kept, characters. */
  public static final int MAX_COMMENT = 2_000;

  /** Cuts what is too long. */
  public AuditedOrder {
    author = AuditText.atMost(MAX_AUTHOR, author);
    comment = AuditText.atMost(MAX_COMMENT, comment);
  }

  void write(DataOutput out) throws IOException {
    Texts.write(kind.name(), out);
    Texts.write(id, out);
    out.writeLong(at);
    Texts.write(author, out);
    Texts.write(comment, out);
    Texts.write(subject, out);
  }

  static AuditedOrder read(DataInput in) throws IOException {
    return new AuditedOrder(
        AuditKind.valueOf(Texts.read(in)),
        Texts.read(in),
        in.readLong(),
        Texts.read(in),
        Texts.read(in),
        Texts.read(in));
  }
}
