package io.barograph.jobs.rules;

import io.barograph.promql.rules.PackText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * The texts of a job's packs: of those that stand, and of the versions that are tried beside them.
 *
 * <p>Every operator holds them, so they travel deflated, and those of a process share one copy.
 * Immutable and thread-safe.
 */
final class PackTexts implements Serializable {
  private static final long serialVersionUID = 1;

  /** The copies of this process, by what they were read from. */
  private static final Map<Deflated, WeakReference<PackTexts>> COPIES = new WeakHashMap<>();

  private final transient List<PackText> live;
  private final transient List<PackText> shadows;

  /**
   * Null until it is asked for. Kept then, so that a copy stays in {@link #COPIES} as long as it is
   * in use.
   */
  private transient volatile Deflated deflated;

  private PackTexts(List<PackText> live, List<PackText> shadows) {
    this.live = List.copyOf(live);
    this.shadows = List.copyOf(shadows);
  }

  private PackTexts(Deflated deflated) throws IOException {
    this.deflated = deflated;
    try (DataInputStream in =
        new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(deflated.bytes)))) {
      this.live = List.copyOf(PackTextBytes.readAll(in));
      this.shadows = List.copyOf(PackTextBytes.readAll(in));
    }
  }

  /** Packs that stand; nothing is tried. */
  static PackTexts of(List<PackText> live) {
    return new PackTexts(live, List.of());
  }

  /** Those that stand, in the order of their rules. */
  List<PackText> live() {
    return live;
  }

  /** The versions that are tried, at most one of each pack. */
  List<PackText> shadows() {
    return shadows;
  }

  /**
   * The same with another version of a pack, in the place of that of its name or behind the others.
   *
   * @param text empty if the pack is to be no more
   */
  PackTexts withLive(String pack, Optional<PackText> text) {
    return new PackTexts(replaced(live, pack, text), shadows);
  }

  /**
   * The same with another version tried.
   *
   * @param text empty if none is to be
   */
  PackTexts withShadow(String pack, Optional<PackText> text) {
    return new PackTexts(live, replaced(shadows, pack, text));
  }

  private static List<PackText> replaced(
      List<PackText> packs, String name, Optional<PackText> text) {
    List<PackText> changed = new ArrayList<>(packs);
    int place = 0;
    while (place < changed.size() && !changed.get(place).name().equals(name)) {
      place++;
    }
    if (place < changed.size()) {
      changed.remove(place);
    }
    if (text.isPresent()) {
      changed.add(place, text.get());
    }
    return changed;
  }

  private Object writeReplace() {
    if (deflated == null) {
      deflated = Deflated.of(this);
    }
    return deflated;
  }

  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw new InvalidObjectException("texts of packs travel deflated");
  }

  /** What travels. */
  private static final class Deflated implements Serializable {
    private static final long serialVersionUID = 1;

    private final byte[] bytes;

    private Deflated(byte[] bytes) {
      this.bytes = bytes;
    }

    static Deflated of(PackTexts texts) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
        PackTextBytes.writeAll(texts.live, out);
        PackTextBytes.writeAll(texts.shadows, out);
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
      return new Deflated(bytes.toByteArray());
    }

    private Object readResolve() throws InvalidObjectException {
      synchronized (COPIES) {
        WeakReference<PackTexts> known = COPIES.get(this);
        PackTexts copy = known == null ? null : known.get();
        if (copy == null) {
          try {
            copy = new PackTexts(this);
          } catch (IOException broken) {
            throw new InvalidObjectException("texts of packs cannot be read: " + broken);
          }
          COPIES.put(this, new WeakReference<>(copy));
        }
        return copy;
      }
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Deflated that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }
  }
}
