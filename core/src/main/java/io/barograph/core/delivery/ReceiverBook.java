package io.barograph.core.delivery;

import io.barograph.core.bytes.Texts;
import io.barograph.core.notify.Notification;
import io.barograph.core.notify.NotifiedAlert;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one receiver is to be told: by each of its channels, and what is held back of it. Not
 * thread-safe.
 */
public final class ReceiverBook {
  private static final byte FORMAT = 2;
  private static final byte FORMAT_WITHOUT_CAPS = 1;

  private final Map<String, ChannelBook> channels = new LinkedHashMap<>();

  /** Channels that are no more, for what they told firing. */
  private final Map<String, ChannelBook> gone = new LinkedHashMap<>();

  private final Backlog backlog = new Backlog();
  private final Diversions diversions;
  private final Function<String, ChannelBook> book;

  /**
   * A receiver that has to be told nothing.
   *
   * @param channels the names of its channels
   * @param outlet takes what becomes of notifications; what several channels divert, once
   * @param book a book of a channel, whose results go to an outlet
   */
  public ReceiverBook(
      List<String> channels,
      ChannelBook.Outlet outlet,
      BiFunction<String, ChannelBook.Outlet, ChannelBook> book) {
    this.diversions = new Diversions(outlet);
    this.book = channel -> book.apply(channel, diversions);
    channels.forEach(channel -> this.channels.put(channel, this.book.apply(channel)));
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
      tell(notification, now);
    }
  }

  /** The receiver is no more: somebody else is told of the notification. */
  public void divert(Notification notification, long now) {
    if (!backlog.isEmpty()) {
      backlog.add(notification); // behind what is held back of its group
      return;
    }
    gone.values().forEach(book -> book.abandon(now)); // behind what waited for its channels
    divertNow(notification);
  }

  private void divertNow(Notification notification) {
    gone.values().forEach(book -> book.divert(notification));
    if (gone.isEmpty()) {
      diversions.divert(notification);
    }
    forgetDiversions();
  }

  /** The clock is no longer behind: what was held back is told. */
  public void catchUp(long now) {
    gone.values().forEach(book -> book.abandon(now));
    for (Notification notification : backlog.release(this::knows)) {
      if (channels.isEmpty()) {
        divertNow(notification);
      } else {
        tell(notification, now);
      }
    }
  }

  private void tell(Notification notification, long now) {
    forgetDiversions();
    channels.values().forEach(channel -> channel.add(notification, now));
    gone.values().forEach(channel -> channel.divertEnds(notification));
  }

  private boolean knows(Notification notification, NotifiedAlert alert) {
    return books().anyMatch(channel -> channel.knows(notification, alert));
  }

  private Stream<ChannelBook> books() {
    return Stream.concat(channels.values().stream(), gone.values().stream());
  }

  /** What no channel has to tell any more can be diverted no more. */
  private void forgetDiversions() {
    if (!diversions.isEmpty()) {
      diversions.retain(books().flatMap(ChannelBook::ids).collect(Collectors.toSet()));
    }
  }

  /** The job goes on behind a restart: time in which nothing could be tried does not count. */
  void resume(long now) {
    channels.values().forEach(channel -> channel.resume(now));
  }

  /** True if there is nothing that need be remembered of it. */
  public boolean isIdle() {
    return backlog.isEmpty()
        && channels.values().stream().allMatch(ChannelBook::isIdle)
        && gone.values().stream().allMatch(ChannelBook::owesNothing);
  }

  /** Writes all of it. */
  public void write(DataOutput out) throws IOException {
    out.writeByte(FORMAT);
    backlog.write(out);
    forgetDiversions();
    diversions.write(out);
    gone.values().removeIf(ChannelBook::owesNothing);
    out.writeInt(channels.size() + gone.size());
    write(channels, out);
    write(gone, out);
  }

  private static void write(Map<String, ChannelBook> books, DataOutput out) throws IOException {
    for (Map.Entry<String, ChannelBook> channel : books.entrySet()) {
      Texts.write(channel.getKey(), out);
      channel.getValue().write(out);
    }
  }

  /**
   * Reads into a new one what {@link #write} wrote. What a channel that is no more had to tell,
   * somebody else has to be when the clock has caught up.
   */
  public void read(DataInput in) throws IOException {
    byte format = in.readByte();
    if (format != FORMAT && format != FORMAT_WITHOUT_CAPS) {
      throw new IOException("a book of receipts of format %d is not known".formatted(format));
    }
    backlog.read(in);
    diversions.read(in);
    for (int count = in.readInt(); count > 0; count--) {
      String name = Texts.read(in);
      ChannelBook known = channels.get(name);
      ChannelBook channel = known == null ? gone.computeIfAbsent(name, book) : known;
      if (format == FORMAT) {
        channel.read(in);
      } else {
        channel.readWithoutCap(in);
      }
    }
  }
}
