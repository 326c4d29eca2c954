package io.barograph.cli.stack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;

/** The right to run a stack in a folder; the operating system takes it back when we die. */
public final class StackLock implements AutoCloseable {
  private final FileChannel channel;

  private StackLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock of {@code home}.
   *
   * @throws StackException if another stack runs there
   */
  public static StackLock take(StackHome home) {
    try {
      FileChannel channel =
          FileChannel.open(
              home.run().resolve("stack.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw new StackException(
            "a stack already runs in "
                + home.root()
                + ": stop it with 'barograph down' or choose another folder with --home");
      }
      return new StackLock(channel);
    } catch (IOException e) {
      throw new StackException("cannot lock " + home.run() + ": " + e.getMessage(), e);
    }
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
