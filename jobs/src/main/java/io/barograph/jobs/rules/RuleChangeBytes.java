package io.barograph.jobs.rules;

import io.barograph.jobs.types.Texts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;

/** Changes of rules as bytes, on the way and in state. */
final class RuleChangeBytes {
  private static final byte VERSION = 1;
  private static final byte GONE = 0;
  private static final byte WITHOUT_SETTINGS = 1;
  private static final byte WITH_SETTINGS = 2;

  private RuleChangeBytes() {}

  static void write(RuleChange change, DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(change.number());
    out.writeLong(change.effectiveFrom());
    out.writeLong(change.samplesAfter());
    Texts.write(change.pack(), out);
    RulePacks.PackText text = change.text();
    if (text == null) {
      out.writeByte(GONE);
      return;
    }
    out.writeByte(text.settings() == null ? WITHOUT_SETTINGS : WITH_SETTINGS);
    out.writeInt(text.ruleFiles().size());
    for (RulePacks.FileText file : text.ruleFiles()) {
      write(file, out);
    }
    if (text.settings() != null) {
      write(text.settings(), out);
    }
  }

  static RuleChange read(DataInput in) throws IOException {
    byte version = in.readByte();
    if (version != VERSION) {
      throw new IOException("a change of rules of version %d is not known".formatted(version));
    }
    long number = in.readLong();
    long effectiveFrom = in.readLong();
    long samplesAfter = in.readLong();
    String pack = Texts.read(in);
    byte kind = in.readByte();
    if (kind == GONE) {
      return new RuleChange(number, effectiveFrom, samplesAfter, pack, null);
    }
    ArrayList<RulePacks.FileText> files = new ArrayList<>();
    for (int count = in.readInt(); count > 0; count--) {
      files.add(file(in));
    }
    RulePacks.FileText settings = kind == WITH_SETTINGS ? file(in) : null;
    return new RuleChange(
        number, effectiveFrom, samplesAfter, pack, new RulePacks.PackText(pack, files, settings));
  }

  private static void write(RulePacks.FileText file, DataOutput out) throws IOException {
    Texts.write(file.file(), out);
    Texts.write(file.text(), out);
  }

  private static RulePacks.FileText file(DataInput in) throws IOException {
    return new RulePacks.FileText(Texts.read(in), Texts.read(in));
  }
}
