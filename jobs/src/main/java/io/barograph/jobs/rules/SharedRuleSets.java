package io.barograph.jobs.rules;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.util.InstantiationUtil;

/**
 * The rule sets that are in use in this process, so that its subtasks share one and do not each
 * compile and hold their own.
 *
 * <p>Thread-safe. A set stays here as long as somebody holds it.
 */
final class SharedRuleSets {
  private final Map<ByteBuffer, WeakReference<RuleSet>> sets = new HashMap<>();

  /**
   * The set of {@code source}; whoever asks while it is compiled waits for it.
   *
   * @param source sources of the same content, whoever holds them, have the same set
   * @param compile makes the set if nobody has it
   */
  synchronized RuleSet get(Serializable source, Supplier<RuleSet> compile) {
    sets.values().removeIf(set -> set.get() == null);
    ByteBuffer content = digest(source);
    WeakReference<RuleSet> known = sets.get(content);
    RuleSet set = known == null ? null : known.get();
    if (set == null) {
      set = compile.get();
      sets.put(content, new WeakReference<>(set));
    }
    return set;
  }

  /** Names a source: those of the same content have the same. */
  static ByteBuffer digest(Serializable source) {
    try {
      byte[] bytes = InstantiationUtil.serializeObject(source);
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (IOException notSerializable) {
      throw new UncheckedIOException(notSerializable);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
