package io.barograph.jobs.rules;

import io.barograph.core.bytes.Texts;
import io.barograph.promql.rules.PackText;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Texts of rule packs as bytes, on the way and in state. */
final class PackTextBytes {
  private static final byte NONE = 0;
  private static final byte WITHOUT_SETTINGS = 1;
  private static final byte WITH_SETTINGS = 2;

  private PackTextBytes() {}

  static void writeAll(List<PackText> packs, DataOutput out) throws IOException {
    out.writeInt(packs.size());
    for (PackText pack : packs) {
      write(Optional.of(pack), out);
    }
  }

  static List<PackText> readAll(DataInput in) throws IOException {
    List<PackText> packs = new ArrayList<>();
    for (int count = in.readInt(); count > 0; count--) {
      read(in).ifPresent(packs::add);
    }
    return packs;
  }

  static void write(Optional<PackText> pack, DataOutput out) throws IOException {
    if (pack.isEmpty()) {
      out.writeByte(NONE);
      return;
    }
    PackText text = pack.get();
    out.writeByte(text.settings().isEmpty() ? WITHOUT_SETTINGS : WITH_SETTINGS);
    Texts.write(text.name(), out);
    Texts.write(text.version(), out);
    out.writeInt(text.ruleFiles().size());
    for (PackText.File file : text.ruleFiles()) {
      write(file, out);
    }
    if (text.settings().isPresent()) {
      write(text.settings().get(), out);
    }
  }

  static Optional<PackText> read(DataInput in) throws IOException {
    byte kind = in.readByte();
    if (kind == NONE) {
      return Optional.empty();
    }
    String name = Texts.read(in);
    String version = Texts.read(in);
    List<PackText.File> files = new ArrayList<>();
    for (int count = in.readInt(); count > 0; count--) {
      files.add(file(in));
    }
    Optional<PackText.File> settings =
        kind == WITH_SETTINGS ? Optional.of(file(in)) : Optional.empty();
    return Optional.of(new PackText(name, version, files, settings));
  }

  private static void write(PackText.File file, DataOutput out) throws IOException {
    Texts.write(file.name(), out);
    Texts.write(file.text(), out);
  }

  private static PackText.File file(DataInput in) throws IOException {
    return new PackText.File(Texts.read(in), Texts.read(in));
  }
}
