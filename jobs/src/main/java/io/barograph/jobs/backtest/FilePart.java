package io.barograph.jobs.backtest;

import io.barograph.formats.file.SampleFileFormat;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a file that can be read by itself, so that several threads read one large file.
 *
 * @param from its first byte; the beginning of a line, but for the first part
 * @param to the byte behind its last; {@link #TO_THE_END} if it is the last part
 * @param head the bytes at the beginning of the file that stand before each part: the header of a
 *     table, one line; 0 for the first part, which has it anyhow
 */
record FilePart(SampleFile file, long from, long to, int head) {
  /** A part goes on to the first end of a line behind so many bytes. */
  static final long BYTES = 64 << 20;

  private static final long TO_THE_END = Long.MAX_VALUE;
  private static final int MAX_HEAD = 1 << 20;

  /**
   * The parts of {@code file}, in order. A file that is packed or not made of lines has one.
   *
   * @param bytes the size of a part
   */
  static List<FilePart> of(SampleFile file, long bytes) throws IOException {
    List<FilePart> parts = new ArrayList<>();
    int head = 0;
    long from = 0;
    if (file.isOfPlainLines() && Files.size(file.path()) > bytes) {
      head = file.format() == SampleFileFormat.CSV ? header(file) : 0;
      long size = head < 0 ? 0 : Files.size(file.path());
      while (from + bytes < size) {
        long next = nextLine(file, from + bytes);
        if (next >= size) {
          break;
        }
        parts.add(new FilePart(file, from, next, from == 0 ? 0 : head));
        from = next;
      }
    }
    parts.add(new FilePart(file, from, TO_THE_END, from == 0 ? 0 : head));
    return parts;
  }

  /** Opens the part, unpacked, behind its head. */
  InputStream open() throws IOException {
    if (from == 0 && to == TO_THE_END) {
      return file.open();
    }
    InputStream own = new Range(file, from, to);
    return head == 0 ? own : new SequenceInputStream(new Range(file, 0, head), own);
  }

  /** The lines of its head. */
  int headLines() {
    return head == 0 ? 0 : 1;
  }

  /** The bytes of the first line, with its end; -1 if it is no header. */
  private static int header(SampleFile file) throws IOException {
    int length = 0;
    boolean blank = true;
    try (InputStream in = file.open()) {
      for (int next = in.read(); next >= 0 && length < MAX_HEAD; next = in.read()) {
        length++;
        if (next == '\n') {
          return blank ? -1 : length;
        }
        blank &= next == ' ' || next == '\t' || next == '\r';
      }
    }
    return -1;
  }

  /** Where the first line begins that begins at {@code from} or behind it. */
  private static long nextLine(SampleFile file, long from) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long at = from - 1;
    try (InputStream in = new Range(file, at, TO_THE_END)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        for (int i = 0; i < read; i++) {
          at++;
          if (buffer[i] == '\n') {
            return at;
          }
        }
      }
    }
    return TO_THE_END;
  }

  /** Some of the bytes of a file. */
  private static final class Range extends InputStream {
    private final FileInputStream in;
    private long left;

    Range(SampleFile file, long from, long to) throws IOException {
      this.in = new FileInputStream(file.path().toFile());
      this.left = to - from;
      in.skipNBytes(from);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int read = in.read(bytes, offset, (int) Math.min(left, length));
      left -= Math.max(0, read);
      return read;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
