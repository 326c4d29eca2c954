package io.barograph.ml.watch;

import io.barograph.ml.failure.LeadBand;
import io.barograph.ml.failure.LeadScore;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** What came of the last warnings and failures, at most {@value #MOST}. Not thread-safe. */
final class JudgedWarnings {
  static final int MOST = 100;

  private static final long NEVER = Long.MAX_VALUE;

  private final Deque<Judged> last = new ArrayDeque<>();

  /** A warning and the failure behind it; {@link #NEVER} of what was not. */
  private record Judged(long warned, long failed) {}

  int size() {
    return last.size();
  }

  void warned(long warned, long failed) {
    add(new Judged(warned, failed));
  }

  void missed(long failed) {
    add(new Judged(NEVER, failed));
  }

  void unfounded(long warned) {
    add(new Judged(warned, NEVER));
  }

  private void add(Judged judged) {
    last.addLast(judged);
    if (last.size() > MOST) {
      last.removeFirst();
    }
  }

  LeadScore score(LeadBand band) {
    LeadScore score = new LeadScore(band);
    for (Judged one : last) {
      if (one.failed() == NEVER) {
        score.unfounded();
      } else if (one.warned() == NEVER) {
        score.missed();
      } else {
        score.warned(one.warned(), one.failed());
      }
    }
    return score;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(last.size());
    for (Judged one : last) {
      out.writeLong(one.warned());
      out.writeLong(one.failed());
    }
  }

  static JudgedWarnings read(DataInput in) throws IOException {
    JudgedWarnings read = new JudgedWarnings();
    for (int count = in.readInt(); count > 0; count--) {
      read.add(new Judged(in.readLong(), in.readLong()));
    }
    return read;
  }
}
