package io.barograph.core.delivery;

import io.barograph.core.bytes.Texts;
import io.barograph.core.notify.Notification;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What one receiver is to be told: by each of its channels, and what is held back of it. Not
 * thread-safe.
 */
public final class ReceiverBook {
  private static final byte FORMAT = 1;

  private final Map<String, ChannelBook> channels = new LinkedHashMap<>();
  private final Backlog backlog = new Backlog();

  /** A receiver that has to be told nothing. */
  public ReceiverBook(List<String> channels, Function<String, ChannelBook> book) {
    channels.forEach(channel -> this.channels.put(channel, book.apply(channel)));
  }

  /** The books of its channels by their names. */
  public Map<String, ChannelBook> channels() {
    return channels;
  }

  /** Takes a notification; it is held back while the clock is behind. */
  public void add(Notification notification, boolean isBehind, long now) {
    if (isBehind) {
      backlog.add(notification);
    } else {
      catchUp(now);
      channels.values().forEach(channel -> channel.add(notification, now));
    }
  }

  /** The clock is no longer behind: what was held back is told. */
  public void catchUp(long now) {
    for (Notification notification : backlog.release()) {
      channels.values().forEach(channel -> channel.add(notification, now));
    }
  }

  /** True if there is nothing that need be remembered of it. */
  public boolean isIdle() {
    return backlog.isEmpty() && channels.values().stream().allMatch(ChannelBook::isIdle);
  }

  /** Writes all of it. */
  public void write(DataOutput out) throws IOException {
    out.writeByte(FORMAT);
    backlog.write(out);
    out.writeInt(channels.size());
    for (Map.Entry<String, ChannelBook> channel : channels.entrySet()) {
      Texts.write(channel.getKey(), out);
      channel.getValue().write(out);
    }
  }

  /**
   * Reads into a new one what {@link #write} wrote.
   *
   * @param gone a book for a channel that is no more: what it had to tell, somebody else has to be
   */
  public void read(DataInput in, Function<String, ChannelBook> gone) throws IOException {
    byte format = in.readByte();
    if (format != FORMAT) {
      throw new IOException("a book of receipts of format %d is not known".formatted(format));
    }
    backlog.read(in);
    for (int count = in.readInt(); count > 0; count--) {
      String name = Texts.read(in);
      ChannelBook known = channels.get(name);
      (known == null ? gone.apply(name) : known).read(in);
    }
  }
}
