package io.barograph.core.service;

import io.barograph.core.labels.Labels;
import io.barograph.core.measure.Counts;
import io.barograph.core.measure.Measure;
import io.barograph.core.measure.PolicyBook;
import io.barograph.core.measure.SampleOutput;
import io.barograph.core.statistics.DistinctSketch;
import io.barograph.core.window.BucketWindow;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The users of one service: the figures of {@link UserMetric}.
 *
 * <p>Features and funnels hold their slots as long as they have an event in the window; features
 * that find none count as {@value #OTHER}, funnels are left out and counted. Takes 55 KiB at most
 * for active users, 4.1 KiB for each feature and for each step of a funnel, {@value #MAX_BYTES}
 * bytes in all and the names. Not thread-safe.
 */
public final class UserMeasure implements Measure<UserEvent> {
  /** The feature that stands for those that are too many. */
  public static final String OTHER = "other";

  /** The most bytes that are written, but for the names. */
  public static final int MAX_BYTES = 330 << 10;

  private static final int VERSION = 1;
  private static final int BUCKETS = 12;

  private final String service;
  private final UserPolicy policy;
  private final GivenSeries series = new GivenSeries(this::labels);
  private final ActiveUsers active = new ActiveUsers();
  private final Slots<FeatureUses> features;
  private final FeatureUses otherFeatures;
  private final Slots<Funnel> funnels;
  private final BucketWindow<ExperienceCounts> experience;
  private long events;
  private long leftOut;
  private long newest = Long.MIN_VALUE;

  UserMeasure(String service, UserPolicy policy) {
    this.service = service;
    this.policy = policy;
    long windowMillis = policy.window().toMillis();
    features = new Slots<>(policy.maxFeatures(), () -> new FeatureUses(windowMillis));
    otherFeatures = new FeatureUses(windowMillis);
    funnels = new Slots<>(policy.maxFunnels(), () -> new Funnel(windowMillis));
    experience =
        BucketWindow.spanning(
            policy.experience().window().toMillis(), BUCKETS, ExperienceCounts::new);
  }

  private Labels labels(int place) {
    return UserSeries.labels(place, service, policy, features, funnels);
  }

  @Override
  public void add(UserEvent event) {
    long user = DistinctSketch.hashOf(event.user());
    events++;
    active.add(event.time(), user);
    if (!event.feature().isEmpty()) {
      int slot = event.feature().equals(OTHER) ? -1 : features.slotOf(event.feature());
      (slot < 0 ? otherFeatures : features.kept(slot)).add(event.time(), user);
    }
    if (!event.funnel().isEmpty()) {
      int slot = funnels.slotOf(event.funnel());
      if (slot < 0) {
        leftOut++;
      } else {
        funnels.kept(slot).add(event.step(), event.time(), user);
      }
    }
    ExperienceCounts bucket = experience.at(event.time());
    if (bucket != null) {
      bucket.add(event, policy.experience().apdexSeconds());
    }
    newest = Math.max(newest, event.time());
  }

  @Override
  public void sample(long tick, SampleOutput out) {
    series.begin(out);
    if (!isSpent(tick)) {
      put(UserMetric.EVENTS, events);
      put(UserMetric.LEFT_OUT, leftOut);
      put(UserMetric.ACTIVE_DAY, active.ofDay(tick));
      put(UserMetric.ACTIVE_WEEK, active.ofWeek(tick));
      put(UserMetric.ACTIVE_MONTH, active.ofMonth(tick));
      for (int slot = 0; slot < features.size(); slot++) {
        putFeature(slot, features.kept(slot), tick);
      }
      putFeature(UserPolicy.MOST_FEATURES, otherFeatures, tick);
      putExperience(experience.upTo(tick), putFunnels(tick));
    }
    series.end();
    freeSlots(tick);
  }

  private void putFeature(int slot, FeatureUses feature, long tick) {
    if (feature != null && !feature.isEmpty(tick)) {
      FeatureUses.Uses uses = feature.upTo(tick);
      series.put(UserSeries.ofFeature(slot, UserMetric.FEATURE_ALL), feature.all());
      series.put(UserSeries.ofFeature(slot, UserMetric.FEATURE_USES), uses.count());
      series.put(UserSeries.ofFeature(slot, UserMetric.FEATURE_USERS), uses.users());
    }
  }

  /** Gives the samples of funnels; returns the share of users that went on, NaN of too few. */
  private double putFunnels(long tick) {
    double onSteps = 0;
    double wentOn = 0;
    for (int slot = 0; slot < funnels.size(); slot++) {
      Funnel funnel = funnels.kept(slot);
      if (funnel == null || funnel.isEmpty(tick)) {
        continue;
      }
      double[] users = funnel.users(tick);
      int last = users.length - 1;
      for (int i = 0; i <= last; i++) {
        series.put(UserSeries.ofStep(slot, i + 1, UserMetric.STEP_USERS), users[i]);
        if (i < last && users[i] >= policy.minUsers()) {
          double went = Math.min(users[i], users[i + 1]);
          series.put(UserSeries.ofStep(slot, i + 1, UserMetric.STEP_DROP), 1 - went / users[i]);
          onSteps += users[i];
          wentOn += went;
        }
      }
      if (last > 0 && users[0] >= policy.minUsers()) {
        series.put(UserSeries.ofFunnel(slot), Math.min(1, users[last] / users[0]));
      }
    }
    return onSteps == 0 ? Double.NaN : wentOn / onSteps;
  }

  private void putExperience(ExperienceCounts counts, double continued) {
    ExperiencePolicy how = policy.experience();
    double apdex = counts.apdex(how.minEvents());
    double success = counts.success(how.minEvents());
    double apdexWeight = weight(apdex, how.apdexWeight());
    double successWeight = weight(success, how.successWeight());
    double continuedWeight = weight(continued, how.continuedWeight());
    double weights = apdexWeight + successWeight + continuedWeight;
    put(UserMetric.EXPERIENCE_APDEX, apdex);
    put(UserMetric.EXPERIENCE_SUCCESS, success);
    put(UserMetric.EXPERIENCE_CONTINUED, continued);
    if (weights > 0) {
      put(UserMetric.WEIGHT_APDEX, apdexWeight / weights);
      put(UserMetric.WEIGHT_SUCCESS, successWeight / weights);
      put(UserMetric.WEIGHT_CONTINUED, continuedWeight / weights);
      double sum =
          weighted(apdexWeight, apdex)
              + weighted(successWeight, success)
              + weighted(continuedWeight, continued);
      put(UserMetric.EXPERIENCE, sum / weights);
    }
  }

  private static double weight(double part, double weight) {
    return Double.isNaN(part) ? 0 : weight;
  }

  private static double weighted(double weight, double part) {
    return weight == 0 ? 0 : weight * part;
  }

  private void put(UserMetric metric, double value) {
    series.put(UserSeries.ofService(metric), value);
  }

  private void put(UserMetric metric, long value) {
    series.put(UserSeries.ofService(metric), value);
  }

  /** What was not used in the whole window makes room; its series have ended. */
  private void freeSlots(long tick) {
    for (int slot = 0; slot < features.size(); slot++) {
      FeatureUses feature = features.kept(slot);
      if (feature != null && feature.isEmpty(tick)) {
        features.free(slot);
        int first = UserSeries.ofFeature(slot, UserMetric.FEATURE_ALL);
        series.reuse(first, first + UserSeries.ROW);
      }
    }
    for (int slot = 0; slot < funnels.size(); slot++) {
      Funnel funnel = funnels.kept(slot);
      if (funnel != null && funnel.isEmpty(tick)) {
        funnels.free(slot);
        int first = UserSeries.ofFunnel(slot);
        series.reuse(first, first + UserSeries.ROW);
      }
    }
  }

  @Override
  public boolean isSpent(long tick) {
    return tick - newest >= policy.forgetAfter().toMillis();
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeUTF(service);
    out.writeLong(newest);
    Counts.write(out, events);
    Counts.write(out, leftOut);
    active.write(out);
    out.writeLong(policy.window().toMillis());
    out.writeLong(policy.experience().window().toMillis());
    features.write(out, FeatureUses::write);
    otherFeatures.write(out);
    funnels.write(out, Funnel::write);
    experience.write(out);
    series.write(out);
  }

  /**
   * Reads what was written, be it under another policy: what has no slot is forgotten, and where a
   * window is another one all but active users begins empty.
   */
  static UserMeasure read(DataInput in, PolicyBook<UserPolicy> policies) throws IOException {
    Counts.requireVersion(VERSION, in, "user measure");
    String service = in.readUTF();
    UserPolicy policy = UserMeasureKind.policyOf(policies, service);
    UserMeasure measure = new UserMeasure(service, policy);
    measure.newest = in.readLong();
    measure.events = Counts.read(in);
    measure.leftOut = Counts.read(in);
    measure.active.read(in);
    boolean isSame = in.readLong() == policy.window().toMillis();
    isSame &= in.readLong() == policy.experience().window().toMillis();
    if (isSame) {
      measure.features.read(in, FeatureUses::read);
      measure.otherFeatures.read(in);
      measure.funnels.read(in, Funnel::read);
      measure.experience.read(in, ExperienceCounts::read);
      measure.series.read(
          in,
          place ->
              UserSeries.isKept(place, policy.maxFeatures(), policy.maxFunnels()) ? place : -1);
    }
    return measure;
  }
}
