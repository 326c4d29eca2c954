package io.barograph.jobs.rules;

import io.barograph.promql.alerting.AlertListener;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.flink.api.common.state.MapState;

/**
 * The blocks of a subtask, by key group, and the chunks of keyed state that hold them: at each
 * checkpoint what has changed, and the whole where that is less, and now and then, block by block.
 * Not thread-safe.
 */
final class KeptBlocks {
  /** Each block is written whole at one in so many checkpoints. */
  private static final int CHECKPOINTS_PER_WHOLE = 16;

  /** A journal of fewer samples is never dropped for the whole of its block. */
  private static final int SHORT_JOURNAL = 4096;

  private RuleSet rules;
  private final RuleTimes times = new RuleTimes();
  private final Map<Integer, Kept> blocks = new HashMap<>();

  /** No block yet. */
  KeptBlocks(RuleSet rules) {
    this.rules = rules;
  }

  /** A key group's block and what its state needs. */
  static final class Kept {
    final SeriesBlock block;
    private final BlockJournal journal = new BlockJournal();
    private final Map<Long, List<BlockChunk.Orphan>> orphans = new HashMap<>();
    private long nextChunk;
    private int lookAt = SHORT_JOURNAL;
    private boolean outgrown;

    /** True if samples were dropped that the chunks so far still hold. */
    private boolean hasDropped;

    private Kept(RuleSet rules, RuleTimes times) {
      this.block = new SeriesBlock(rules, times);
    }

    /**
     * Appends a batch to the block, and notes it for the next chunk, unless more has come than the
     * block holds: then that will be the whole, and where checkpoints are rare, or none, memory
     * does not grow with what comes.
     */
    void append(SampleBatch batch, SeriesBlock.AppendCounts counts, SeriesBlock.Listener listener) {
      block.append(batch, counts, listener);
      if (outgrown) {
        return;
      }
      for (int i = 0; i < batch.announcedCount(); i++) {
        journal.announce(batch.announced(i));
      }
      for (int i = 0; i < batch.size(); i++) {
        journal.add(batch.fingerprint(i), batch.timestamp(i), batch.valueBits(i), batch.behind(i));
      }
      if (journal.size() >= lookAt) {
        lookAt = 2 * journal.size();
        outgrown = orphans.isEmpty() && isLessThanWhatCame();
        if (outgrown) {
          journal.clear();
        }
      }
    }

    private void journalIsWritten() {
      journal.clear();
      lookAt = SHORT_JOURNAL;
      outgrown = false;
    }

    /** The samples that are held for the next chunk besides those of the block. */
    int journalSize() {
      return journal.size();
    }

    /** Tells that the alerts of rules that are gone are over. */
    void endOrphans(long tick, AlertListener listener) {
      for (List<BlockChunk.Orphan> some : orphans.values()) {
        some.forEach(orphan -> orphan.end(tick, listener));
      }
      orphans.clear();
    }

    /** True if more samples have come since the last checkpoint than the block still holds. */
    private boolean isLessThanWhatCame() {
      return block.sampleCount() < journal.size();
    }

    private boolean isEmpty() {
      return block.size() == 0 && orphans.isEmpty();
    }
  }

  /** The block of a key group; null if there is none. */
  Kept get(int keyGroup) {
    return blocks.get(keyGroup);
  }

  /** A new block for a key group. */
  Kept add(int keyGroup) {
    Kept kept = new Kept(rules, times);
    blocks.put(keyGroup, kept);
    return kept;
  }

  /** Goes on with other rules; see {@link SeriesBlock#follow}. */
  void follow(RuleSet next, ToLongFunction<RuleSet.Domain> closedOfNew) {
    rules = next;
    for (Kept kept : blocks.values()) {
      kept.block.follow(next, closedOfNew);
      kept.hasDropped = true;
    }
  }

  /** The time spent on each rule. */
  RuleTimes times() {
    return times;
  }

  /** All blocks. */
  Collection<Kept> all() {
    return blocks.values();
  }

  /** The number of series in all blocks. */
  int seriesCount() {
    return blocks.values().stream().mapToInt(kept -> kept.block.size()).sum();
  }

  /** The chunks of one key group. */
  @FunctionalInterface
  interface Chunks {
    /** The state of a key group, until another is asked for. */
    MapState<Long, byte[]> of(int keyGroup) throws Exception;
  }

  /** Writes what has changed, and forgets blocks that are empty. */
  void snapshot(long checkpoint, Chunks chunksOf) throws Exception {
    for (Iterator<Map.Entry<Integer, Kept>> all = blocks.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<Integer, Kept> entry = all.next();
      Kept kept = entry.getValue();
      MapState<Long, byte[]> chunks = chunksOf.of(entry.getKey());
      if (kept.isEmpty()) {
        chunks.clear();
        all.remove();
        continue;
      }
      boolean isTurn = (checkpoint + entry.getKey()) % CHECKPOINTS_PER_WHOLE == 0;
      boolean isDue = isTurn || kept.hasDropped || kept.outgrown || kept.isLessThanWhatCame();
      boolean whole = kept.orphans.isEmpty() && isDue;
      if (whole) {
        chunks.clear();
        kept.hasDropped = false;
      }
      chunks.put(
          kept.nextChunk++,
          whole
              ? BlockChunk.whole(kept.block, rules)
              : BlockChunk.delta(kept.block, rules, kept.journal));
      kept.journalIsWritten();
    }
  }

  /** Reads the block of a key group, if there is one. */
  void restore(int keyGroup, MapState<Long, byte[]> chunks) throws Exception {
    List<Long> order = new ArrayList<>();
    chunks.keys().forEach(order::add);
    if (order.isEmpty()) {
      return;
    }
    order.sort(null);
    Kept kept = add(keyGroup);
    for (long number : order) {
      kept.orphans.putAll(BlockChunk.replay(chunks.get(number), kept.block, rules));
      kept.nextChunk = number + 1;
    }
    kept.block.rows().forEach(SeriesRow::takeAlertsChanged);
  }
}
