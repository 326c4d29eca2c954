package io.barograph.core.prediction;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Joins predictions with their outcomes by id.
 *
 * <p>Records wait until the clock has passed their time and are then taken in {@link #ORDER}, so
 * their order of arrival changes nothing inside the bound of lateness. A record that came late is
 * taken at the next advance. Of each id the first prediction and the first outcome count; an
 * outcome may come before its prediction. An id is remembered for the policy's label delay after
 * its prediction, so that what is told again is known; then a prediction without outcome is given
 * up, and an outcome that comes after that is an orphan.
 *
 * <p>One join holds any number of ids; where a stream is spread, records of one {@link #shard} stay
 * together. A record costs the logarithm of what is remembered. Not thread-safe.
 */
public final class PredictionJoin {
  /**
   * The order in which records are taken: by time, of one time predictions first, then by what they
   * say. Records that are not told apart by it are equal in all that counts.
   */
  static final Comparator<ModelRecord> ORDER =
      Comparator.comparingLong(ModelRecord::time)
          .thenComparing(record -> record instanceof Outcome)
          .thenComparing(ModelRecord::id)
          .thenComparing(Object::toString);

  private static final int FORMAT = 2;

  /** Models come and go: more delays than these are looked up anew. */
  private static final int MAX_DELAYS = 10_000;

  private final JoinPolicy policy;
  private final long longestDelay;
  private final Map<ModelKey, Long> delays = new HashMap<>();
  private final PriorityQueue<ModelRecord> waiting = new PriorityQueue<>(ORDER);
  private final Map<String, Entry> entries = new HashMap<>();
  private final TreeSet<Entry> byDeadline = new TreeSet<>();
  private final JoinTally tally;
  private long clock;

  /**
   * What is known of an id.
   *
   * @param deadline until when it is remembered
   * @param prediction null where only the outcome came
   * @param outcome null where only the prediction came
   */
  private record Entry(String id, long deadline, Prediction prediction, Outcome outcome)
      implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int order = Long.compare(deadline, other.deadline);
      return order == 0 ? id.compareTo(other.id) : order;
    }
  }

  /** An empty join. */
  public PredictionJoin(JoinPolicy policy) {
    this(policy, new JoinTally(), Long.MIN_VALUE);
  }

  private PredictionJoin(JoinPolicy policy, JoinTally tally, long clock) {
    this.policy = policy;
    this.longestDelay = policy.longestDelayMillis();
    this.tally = tally;
    this.clock = clock;
  }

  /** A join as {@link #write} wrote it. */
  public static PredictionJoin read(JoinPolicy policy, DataInput in) throws IOException {
    int format = in.readUnsignedByte();
    if (format != FORMAT) {
      throw new IOException("join is of format %d, known is %d".formatted(format, FORMAT));
    }
    long clock = in.readLong();
    PredictionJoin join = new PredictionJoin(policy, JoinTally.read(in), clock);
    int waiting = in.readInt();
    for (int i = 0; i < waiting; i++) {
      join.waiting.add(ModelRecordCodec.read(in));
    }
    int entries = in.readInt();
    for (int i = 0; i < entries; i++) {
      long deadline = in.readLong();
      boolean hasPrediction = in.readBoolean();
      boolean hasOutcome = in.readBoolean();
      Prediction prediction = hasPrediction ? (Prediction) ModelRecordCodec.read(in) : null;
      Outcome outcome = hasOutcome ? (Outcome) ModelRecordCodec.read(in) : null;
      ModelRecord any = hasPrediction ? prediction : outcome;
      join.put(new Entry(any.id(), deadline, prediction, outcome));
    }
    return join;
  }

  /** Which of so many shards the records of an id belong to, from 0. */
  public static int shard(String id, int shards) {
    // The high bits of the product rest on all of the hash, the low ones on its low ones alone.
    long product = Integer.toUnsignedLong(id.hashCode() * 0x9E3779B9) * shards;
    return (int) (product >>> Integer.SIZE);
  }

  /** Takes a record, in any order; nothing comes of it before the clock has passed its time. */
  public void add(ModelRecord record) {
    waiting.add(record);
  }

  /**
   * Moves the clock to {@code tick}, in milliseconds since the epoch: takes all records up to it
   * and hands on what became of predictions, in order of time but for what was late.
   *
   * @return true if anything but the clock has changed
   */
  public boolean advance(long tick, Consumer<ModelEvent> out) {
    int before = waiting.size();
    while (!waiting.isEmpty() && waiting.peek().time() <= tick) {
      ModelRecord record = waiting.remove();
      expire(record.time(), out);
      if (record instanceof Prediction prediction) {
        predicted(prediction, out);
      } else if (record instanceof Outcome outcome) {
        cameTrue(outcome, out);
      }
    }
    return expire(tick, out) || waiting.size() < before;
  }

  /**
   * Moves the clock of a join that was written earlier to {@code tick}, up to which nothing else
   * has changed.
   */
  public void hasPassed(long tick) {
    clock = Math.max(clock, tick);
  }

  /** What it has seen, of the records that it has taken. */
  public JoinCounts counts() {
    return tally.counts();
  }

  /** The newest time of a record that the clock has not passed; the least long if there is none. */
  public long newest() {
    return waiting.stream().mapToLong(ModelRecord::time).max().orElse(Long.MIN_VALUE);
  }

  /** True if nothing has to be remembered. */
  public boolean isEmpty() {
    return waiting.isEmpty() && entries.isEmpty();
  }

  /** Writes all that is kept, but for the policy. */
  public void write(DataOutput out) throws IOException {
    out.writeByte(FORMAT);
    out.writeLong(clock);
    tally.write(out);
    List<ModelRecord> sorted = new ArrayList<>(waiting);
    sorted.sort(ORDER);
    out.writeInt(sorted.size());
    for (ModelRecord record : sorted) {
      ModelRecordCodec.write(record, out);
    }
    out.writeInt(byDeadline.size());
    for (Entry entry : byDeadline) {
      out.writeLong(entry.deadline());
      out.writeBoolean(entry.prediction() != null);
      out.writeBoolean(entry.outcome() != null);
      if (entry.prediction() != null) {
        ModelRecordCodec.write(entry.prediction(), out);
      }
      if (entry.outcome() != null) {
        ModelRecordCodec.write(entry.outcome(), out);
      }
    }
  }

  private void predicted(Prediction prediction, Consumer<ModelEvent> out) {
    tally.predictions++;
    Entry known = entries.get(prediction.id());
    if (known != null && known.prediction() != null) {
      tally.duplicatePredictions++;
      return;
    }
    out.accept(new ModelEvent.Made(prediction));
    Outcome outcome = known == null ? null : known.outcome();
    if (known != null) {
      forget(known);
    }
    keep(
        new Entry(
            prediction.id(), prediction.time() + delayOf(prediction.key()), prediction, outcome),
        out);
    if (outcome != null) {
      tally.early += outcome.time() < prediction.time() ? 1 : 0;
      label(prediction, outcome, out);
    }
  }

  private long delayOf(ModelKey model) {
    if (policy.maxLabelDelays().entries().isEmpty()) {
      return longestDelay;
    }
    if (delays.size() == MAX_DELAYS && !delays.containsKey(model)) {
      delays.clear();
    }
    return delays.computeIfAbsent(
        model, key -> policy.maxLabelDelays().of(key.labels()).toMillis());
  }

  private void cameTrue(Outcome outcome, Consumer<ModelEvent> out) {
    tally.outcomes++;
    Entry known = entries.get(outcome.id());
    if (known == null) {
      keep(new Entry(outcome.id(), outcome.time() + longestDelay, null, outcome), out);
    } else if (known.outcome() != null) {
      tally.duplicateOutcomes++;
      tally.conflictingOutcomes += known.outcome().agreesWith(outcome) ? 0 : 1;
    } else {
      forget(known);
      put(new Entry(known.id(), known.deadline(), known.prediction(), outcome));
      label(known.prediction(), outcome, out);
    }
  }

  private void label(Prediction prediction, Outcome outcome, Consumer<ModelEvent> out) {
    tally.labelled++;
    out.accept(new ModelEvent.Labelled(prediction, outcome));
  }

  private void keep(Entry entry, Consumer<ModelEvent> out) {
    put(entry);
    if (entries.size() > policy.maxIds()) {
      tally.evicted++;
      drop(byDeadline.first(), clock, out);
    }
  }

  /**
   * Forgets the ids whose time was up before {@code time}; the clock never goes back.
   *
   * @return true if there was any
   */
  private boolean expire(long time, Consumer<ModelEvent> out) {
    clock = Math.max(clock, time);
    int before = byDeadline.size();
    while (!byDeadline.isEmpty() && byDeadline.first().deadline() < clock) {
      Entry entry = byDeadline.first();
      drop(entry, entry.deadline() + 1, out);
    }
    return byDeadline.size() < before;
  }

  private void drop(Entry entry, long time, Consumer<ModelEvent> out) {
    forget(entry);
    if (entry.prediction() == null) {
      tally.orphans++;
    } else if (entry.outcome() == null) {
      tally.givenUp++;
      out.accept(new ModelEvent.GivenUp(entry.prediction(), time));
    }
  }

  private void put(Entry entry) {
    entries.put(entry.id(), entry);
    byDeadline.add(entry);
  }

  private void forget(Entry entry) {
    entries.remove(entry.id());
    byDeadline.remove(entry);
  }
}
