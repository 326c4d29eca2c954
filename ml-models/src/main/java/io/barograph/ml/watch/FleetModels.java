package io.barograph.ml.watch;

import io.barograph.core.detect.ModelPromotion;
import io.barograph.ml.failure.TrainedModel;
import io.barograph.ml.failure.TrainedModelText;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The models of a fleet: those with which the job was started, and those that were promoted while
 * it ran. Not thread-safe.
 */
final class FleetModels {
  /** So many of the second are kept, the last decided. */
  static final int MOST = 10;

  private final FailureModels started;
  private final List<Received> received = new ArrayList<>();
  private FailureModels all;

  /**
   * A promotion that was told.
   *
   * @param model what its text says
   */
  private record Received(ModelPromotion promotion, TrainedModel model) {
    FailureModels.Term term() {
      return new FailureModels.Term(promotion.from(), promotion.promoted(), model);
    }
  }

  /** Takes a promotion that is kept no more, and why. */
  interface Refused {
    void accept(ModelPromotion promotion, IllegalArgumentException why);
  }

  FleetModels(FailureModels started) {
    this.started = started;
    this.all = started;
  }

  /**
   * Takes a promotion.
   *
   * @throws IllegalArgumentException if its text is not that version, and why; what predicted goes
   *     on
   */
  void add(ModelPromotion promotion) {
    TrainedModel model = TrainedModelText.parse(promotion.text());
    if (!model.name().equals(promotion.model()) || model.version() != promotion.version()) {
      throw new IllegalArgumentException(
          "the text is that of version %d of %s".formatted(model.version(), model.name()));
    }
    int place = received.size();
    while (place > 0 && received.get(place - 1).promotion().promoted() > promotion.promoted()) {
      place--;
    }
    received.add(place, new Received(promotion, model));
    if (received.size() > MOST) {
      received.remove(0);
    }
    all = started.and(received.stream().map(Received::term).toList());
  }

  /** True if none was promoted while the job ran. */
  boolean isAsStarted() {
    return received.isEmpty();
  }

  /** What predicts at a time; empty if it is the rule. */
  Optional<FailureModels.Term> at(long time) {
    return all.at(time);
  }

  /** What is tried; null if nothing is. */
  TrainedModel shadow() {
    return started.shadow();
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(received.size());
    for (Received one : received) {
      one.promotion().write(out);
    }
  }

  /**
   * Takes of what {@link #write} wrote the promotions of a model; a pack may name another since.
   * One whose text is not understood any more is dropped, and told.
   */
  void read(String model, DataInput in, Refused refused) throws IOException {
    for (int count = in.readInt(); count > 0; count--) {
      ModelPromotion promotion = ModelPromotion.read(in);
      if (promotion.model().equals(model)) {
        try {
          add(promotion);
        } catch (IllegalArgumentException notUnderstood) {
          refused.accept(promotion, notUnderstood);
        }
      }
    }
  }
}
