package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;
import io.barograph.jobs.ingest.Ingested;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.promql.eval.SampleWindow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The samples of series as they are to be seen at an instant: late ones only behind theirs. */
final class VisibleSamples {
  private final SortedMap<Labels, Series> series = new TreeMap<>();
  private long at = Long.MIN_VALUE;

  /** Adds the samples of a series. */
  void add(Labels labels, List<IngestedSample> samples) {
    List<IngestedSample> ordered = new ArrayList<>(samples);
    ordered.sort(Comparator.comparingLong(IngestedSample::timestamp));
    series.put(labels, new Series(ordered));
  }

  /** The series as they are seen at the instant that was shown last. */
  SortedMap<Labels, ? extends SampleWindow> series() {
    return series;
  }

  /** Shows what is to be seen at {@code instant}. */
  void show(long instant) {
    at = instant;
  }

  private final class Series implements SampleWindow {
    private final List<IngestedSample> all;
    private final boolean hasLate;
    private List<IngestedSample> visible;
    private long visibleAt = Long.MIN_VALUE;

    Series(List<IngestedSample> all) {
      this.all = all;
      this.visible = all;
      this.hasLate = all.stream().anyMatch(sample -> sample.behind() != Ingested.ON_TIME);
    }

    private List<IngestedSample> visible() {
      if (hasLate && visibleAt != at) {
        visible = all.stream().filter(sample -> sample.behind() < at).toList();
        visibleAt = at;
      }
      return visible;
    }

    @Override
    public int size() {
      return visible().size();
    }

    @Override
    public long timestamp(int index) {
      return visible().get(index).timestamp();
    }

    @Override
    public double value(int index) {
      return visible().get(index).value();
    }

    @Override
    public boolean stale(int index) {
      return false;
    }
  }
}
