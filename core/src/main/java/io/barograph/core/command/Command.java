package io.barograph.core.command;

import io.barograph.core.bytes.Texts;
import io.barograph.core.measure.BusinessRecord;
import io.barograph.core.route.Silence;
import io.barograph.core.route.SilenceAnswer;
import io.barograph.core.route.SilenceBook;
import io.barograph.core.route.SilenceCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that somebody orders of the running job.
 *
 * @param kind what
 * @param id the command's own, unique; a silence that it adds has it too
 * @param time from when it holds, milliseconds since the epoch
 * @param author who orders it
 * @param comment why
 * @param subject the id of the silence that ends, or of the alert that is acknowledged or over;
 *     else empty
 * @param silence what is to be silenced, of {@link Kind#SILENCE} alone
 * @param everything whether a silence is meant to match every alert
 */
public record Command(
    Kind kind,
    String id,
    long time,
    String author,
    String comment,
    String subject,
    Optional<Silence> silence,
    boolean everything)
    implements BusinessRecord {
  /** What can be ordered. */
  public enum Kind {
    /** A silence is added or changed. */
    SILENCE,
    /** A silence ends. */
    EXPIRE,
    /** Somebody takes care of an alert. */
    ACK,
    /** An alert is over, whatever its condition says: nobody hears of this episode any more. */
    RESOLVE;

    /** The lower-case name that stands in records. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks that there is what the kind needs. */
  public Command {
    if (silence.isPresent() != (kind == Kind.SILENCE)) {
      throw new IllegalArgumentException("silence must be given of kind silence and of no other");
    }
    if (subject.isEmpty() == (kind != Kind.SILENCE)) {
      throw new IllegalArgumentException(
          "subject must be given of kinds expire, ack and resolve and of no other");
    }
  }

  /**
   * Does to silences what is ordered, as of its time.
   *
   * @return what became of it; empty if it is about something else
   */
  public Optional<SilenceAnswer> applyTo(SilenceBook silences) {
    silences.forget(time);
    return switch (kind) {
      case SILENCE -> Optional.of(silences.put(silence.orElseThrow(), id, everything, time));
      case EXPIRE -> Optional.of(silences.expire(subject, time));
      case ACK, RESOLVE -> Optional.empty();
    };
  }

  @Override
  public void write(DataOutput out) throws IOException {
    Texts.write(kind.name(), out);
    Texts.write(id, out);
    out.writeLong(time);
    Texts.write(author, out);
    Texts.write(comment, out);
    Texts.write(subject, out);
    out.writeBoolean(everything);
    if (silence.isPresent()) {
      SilenceCodec.write(silence.get(), out);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static Command read(DataInput in) throws IOException {
    Kind kind = Kind.valueOf(Texts.read(in));
    String id = Texts.read(in);
    long time = in.readLong();
    String author = Texts.read(in);
    String comment = Texts.read(in);
    String subject = Texts.read(in);
    boolean everything = in.readBoolean();
    Optional<Silence> silence =
        kind == Kind.SILENCE ? Optional.of(SilenceCodec.read(in)) : Optional.empty();
    return new Command(kind, id, time, author, comment, subject, silence, everything);
  }
}
