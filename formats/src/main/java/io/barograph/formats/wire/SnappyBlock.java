package io.barograph.formats.wire;

import java.util.Arrays;

/**
 * Snappy's block format, as remote write has it: the unpacked length as a varint, then literals and
 * copies of what was unpacked before.
 *
 * <p>Written from the format's description (format_description.txt in google/snappy). Every index
 * is checked, so that bytes of any kind unpack or fail, and the memory it takes is known
 * beforehand.
 */
public final class SnappyBlock {
  /* Matches are looked for among the last 64 KiB, by a hash of four bytes. */
  private static final int WINDOW = 1 << 16;
  private static final int HASH_BITS = 14;
  private static final int MIN_MATCH = 4;
  private static final int MAX_COPY = 64;

  /** No element is packed better: three bytes for a copy of 64. */
  private static final int MAX_RATIO = 22;

  private SnappyBlock() {}

  /**
   * The length that the block says it unpacks to.
   *
   * @throws WireException if it says none, or more than a block of this size can
   */
  public static int unpackedLength(byte[] block) throws WireException {
    ProtoReader reader = new ProtoReader();
    reader.reset(block, 0, block.length);
    long length = reader.varint();
    if (length < 0 || length > (long) MAX_RATIO * block.length) {
      throw new WireException(
          "a snappy block of %d bytes cannot unpack to %d".formatted(block.length, length));
    }
    return (int) length;
  }

  /**
   * Unpacks the block into the start of {@code out}.
   *
   * @param out at least {@link #unpackedLength} bytes
   * @return the unpacked length
   */
  public static int unpack(byte[] block, byte[] out) throws WireException {
    int length = unpackedLength(block);
    int in = varintBytes(block);
    int at = 0;
    while (in < block.length) {
      int tag = block[in++] & 0xFF;
      if ((tag & 3) == 0) {
        int count = tag >>> 2;
        if (count >= 60) {
          int lengthBytes = count - 59;
          if (lengthBytes > block.length - in) {
            throw broken(in);
          }
          count = littleEndian(block, in, lengthBytes);
          in += lengthBytes;
        }
        if (count < 0 || count >= block.length - in || count >= length - at) {
          throw broken(in);
        }
        System.arraycopy(block, in, out, at, count + 1);
        in += count + 1;
        at += count + 1;
        continue;
      }
      int offsetBytes = (tag & 3) == 3 ? 4 : tag & 3;
      if (offsetBytes > block.length - in) {
        throw broken(in);
      }
      int offset = littleEndian(block, in, offsetBytes);
      int count = (tag >>> 2) + 1;
      if (offsetBytes == 1) {
        offset |= (tag & 0xE0) << 3;
        count = ((tag >>> 2) & 7) + 4;
      }
      in += offsetBytes;
      if (offset <= 0 || offset > at || count > length - at) {
        throw broken(in);
      }
      copy(out, at, offset, count);
      at += count;
    }
    if (at != length) {
      throw new WireException("snappy block unpacks to %d bytes, says %d".formatted(at, length));
    }
    return length;
  }

  /** Packs {@code bytes}. */
  public static byte[] pack(byte[] bytes) {
    Packer packer = new Packer(bytes);
    int[] places = new int[1 << HASH_BITS];
    Arrays.fill(places, -1);
    int literalFrom = 0;
    int i = 0;
    while (i + MIN_MATCH <= bytes.length) {
      int hash = (littleEndian(bytes, i, 4) * 0x1E35A7BD) >>> (32 - HASH_BITS);
      int candidate = places[hash];
      places[hash] = i;
      int length = candidate < 0 || i - candidate >= WINDOW ? 0 : matchLength(bytes, candidate, i);
      if (length >= MIN_MATCH) {
        packer.literal(literalFrom, i);
        packer.copy(i - candidate, length);
        i += length;
        literalFrom = i;
      } else {
        i++;
      }
    }
    packer.literal(literalFrom, bytes.length);
    return packer.block();
  }

  private static void copy(byte[] out, int at, int offset, int count) {
    if (offset >= count) {
      System.arraycopy(out, at - offset, out, at, count);
      return;
    }
    for (int i = at; i < at + count; i++) {
      out[i] = out[i - offset];
    }
  }

  private static int matchLength(byte[] bytes, int earlier, int at) {
    int length = 0;
    while (at + length < bytes.length && bytes[earlier + length] == bytes[at + length]) {
      length++;
    }
    return length;
  }

  private static int littleEndian(byte[] bytes, int at, int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      value |= (bytes[at + i] & 0xFF) << (8 * i);
    }
    return value;
  }

  private static int varintBytes(byte[] block) {
    int count = 1;
    while (block[count - 1] < 0) {
      count++;
    }
    return count;
  }

  private static WireException broken(int at) {
    return new WireException("broken snappy element before byte " + at);
  }

  /** Writes the elements of a block. */
  private static final class Packer {
    private final byte[] source;
    private byte[] block;
    private int size;

    private Packer(byte[] source) {
      this.source = source;
      block = new byte[source.length + source.length / 6 + 16];
      int rest = source.length;
      while (rest > 0x7F) {
        block[size++] = (byte) ((rest & 0x7F) | 0x80);
        rest >>>= 7;
      }
      block[size++] = (byte) rest;
    }

    private void literal(int from, int to) {
      for (int start = from; start < to; start += WINDOW) {
        int count = Math.min(WINDOW, to - start);
        if (count <= 60) {
          block[size++] = (byte) ((count - 1) << 2);
        } else {
          block[size++] = (byte) (61 << 2);
          block[size++] = (byte) (count - 1);
          block[size++] = (byte) ((count - 1) >>> 8);
        }
        System.arraycopy(source, start, block, size, count);
        size += count;
      }
    }

    private void copy(int offset, int length) {
      for (int rest = length; rest > 0; rest -= MAX_COPY) {
        block[size++] = (byte) (((Math.min(rest, MAX_COPY) - 1) << 2) | 2);
        block[size++] = (byte) offset;
        block[size++] = (byte) (offset >>> 8);
      }
    }

    private byte[] block() {
      return Arrays.copyOf(block, size);
    }
  }
}
