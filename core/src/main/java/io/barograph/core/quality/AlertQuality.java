package io.barograph.core.quality;

import io.barograph.core.labels.Labels;
import io.barograph.core.quality.QualityFigures.Offender;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * How good the alerts of a period were.
 *
 * @param figures of all of them
 * @param profiles of each rule, the one that fired most often first
 * @param proposals what should be looked at again, the weightiest first
 */
public record AlertQuality(
    QualityFigures figures, List<RuleProfile> profiles, List<Proposal> proposals) {
  /** The rules beyond the most that have a profile. */
  public static final String OTHER_RULES = "other rules";

  /** So far from an alert it is asked what fires near by chance, at about the same time of day. */
  private static final Duration APART = Duration.ofHours(1);

  public AlertQuality {
    profiles = List.copyOf(profiles);
    proposals = List.copyOf(proposals);
  }

  /**
   * Of the alerts that fired and the faults that began from {@code from} on and before {@code to},
   * in milliseconds since the epoch.
   *
   * @param zone whose hours and weekdays the profiles have
   */
  public static AlertQuality of(
      AlertRecord all, long from, long to, ZoneId zone, QualityPolicy policy) {
    return new Period(all, from, to, policy).quality(zone);
  }

  private static final class Period {
    private final AlertRecord all;
    private final QualityPolicy policy;
    private final List<AlertEpisode> episodes;
    private final List<Fault> faults;
    private final Judgement judgement;
    private final Set<String> flapping;

    Period(AlertRecord all, long from, long to, QualityPolicy policy) {
      this.all = all;
      this.policy = policy;
      this.episodes = new ArrayList<>();
      for (AlertEpisode episode : all.episodes()) {
        if (episode.firedAt() >= from && episode.firedAt() < to) {
          episodes.add(episode);
        }
      }
      episodes.sort(AlertEpisode.BY_TIME);
      List<Fault> known = all.faults().orElse(List.of());
      this.faults = new ArrayList<>();
      for (Fault fault : known) {
        if (fault.from() >= from && fault.from() < to) {
          faults.add(fault);
        }
      }
      this.judgement = new Judgement(all.marks(), known, all.faults().isPresent());
      this.flapping = FlapSearch.flapping(all.episodes(), policy);
    }

    AlertQuality quality(ZoneId zone) {
      List<RuleProfile> profiles = profiles(zone);
      QualityFigures figures = figures();
      return new AlertQuality(figures, profiles, ProposalSearch.of(figures, profiles, policy));
    }

    private QualityFigures figures() {
      long duplicates = 0;
      int flaps = 0;
      int right = 0;
      int wrong = 0;
      int acted = 0;
      int automated = 0;
      double rated = 0;
      int ratings = 0;
      List<Long> toAcknowledge = new ArrayList<>();
      List<Long> toResolve = new ArrayList<>();
      for (AlertEpisode episode : episodes) {
        duplicates += episode.duplicates();
        flaps += flapping.contains(episode.id()) ? 1 : 0;
        int judged = judgement.of(episode);
        right += judged == Judgement.RIGHT ? 1 : 0;
        wrong += judged == Judgement.FALSE ? 1 : 0;
        if (episode.hasEnded()) {
          toResolve.add(episode.endedAt() - episode.firedAt());
        }
        Set<AlertMark.Kind> kinds = judgement.kindsOf(episode);
        boolean byItself = kinds.contains(AlertMark.Kind.AUTOMATED);
        boolean byHand = kinds.contains(AlertMark.Kind.ACTED);
        acted += byItself || byHand ? 1 : 0;
        automated += byItself && !byHand ? 1 : 0;
        long acknowledged = Long.MAX_VALUE;
        for (AlertMark mark : judgement.marksOf(episode)) {
          if (mark.kind() == AlertMark.Kind.ACKNOWLEDGED) {
            acknowledged = Math.min(acknowledged, mark.at());
          } else if (mark.kind() == AlertMark.Kind.RATED) {
            rated += mark.rating();
            ratings++;
          }
        }
        if (acknowledged != Long.MAX_VALUE) {
          toAcknowledge.add(Math.max(0, acknowledged - episode.firedAt()));
        }
      }
      List<Fault> missed = new ArrayList<>();
      Delays toDetect = detect(missed);
      return new QualityFigures(
          episodes.size(),
          duplicates,
          reduction(),
          share(flaps, episodes.size()),
          toDetect,
          Delays.of(toAcknowledge),
          Delays.of(toResolve),
          faults.size(),
          missed,
          right + wrong,
          wrong,
          right + wrong == 0 && faults.isEmpty()
              ? OptionalDouble.empty()
              : share(right, right + wrong + missed.size()),
          share(wrong, right + wrong),
          share(automated, acted),
          ratings == 0 ? OptionalDouble.empty() : OptionalDouble.of(rated / ratings),
          offenders());
    }

    /** How long faults went unnoticed; those that always did go to {@code missed}. */
    private Delays detect(List<Fault> missed) {
      List<Long> millis = new ArrayList<>();
      for (Fault fault : faults) {
        long first = Long.MAX_VALUE;
        for (AlertEpisode episode : all.episodes()) {
          if (episode.firedAt() < first && fault.isToldBy(episode)) {
            first = episode.firedAt();
          }
        }
        if (first == Long.MAX_VALUE) {
          missed.add(fault);
        } else {
          millis.add(Math.max(0, first - fault.from()));
        }
      }
      return Delays.of(millis);
    }

    private OptionalDouble reduction() {
      Set<String> incidents = new HashSet<>();
      int members = 0;
      for (AlertEpisode episode : episodes) {
        String incident = all.incidents().get(episode.id());
        if (incident != null) {
          incidents.add(incident);
          members++;
        }
      }
      return share(members - incidents.size(), members);
    }

    private List<Offender> offenders() {
      Map<String, Integer> counts = new TreeMap<>();
      Map<String, AlertEpisode> first = new HashMap<>();
      for (AlertEpisode episode : episodes) {
        counts.merge(episode.fingerprint(), 1, Integer::sum);
        first.putIfAbsent(episode.fingerprint(), episode);
      }
      List<Offender> offenders = new ArrayList<>();
      counts.forEach(
          (fingerprint, count) -> {
            if (count > 1) {
              AlertEpisode one = first.get(fingerprint);
              offenders.add(new Offender(text(one.labels()), one.rule(), count));
            }
          });
      offenders.sort(
          Comparator.comparingInt(Offender::episodes).reversed().thenComparing(Offender::alert));
      return offenders.subList(0, Math.min(policy.repeatOffenders(), offenders.size()));
    }

    private List<RuleProfile> profiles(ZoneId zone) {
      Map<String, Integer> counts = new HashMap<>();
      episodes.forEach(episode -> counts.merge(episode.rule(), 1, Integer::sum));
      Set<String> kept = mostFrequent(counts);
      Map<String, RuleProfile> profiles = new TreeMap<>();
      for (AlertEpisode episode : episodes) {
        Set<AlertMark.Kind> kinds = judgement.kindsOf(episode);
        profiles
            .computeIfAbsent(NearRules.nameOf(episode, kept), RuleProfile::new)
            .add(
                episode,
                zone,
                flapping.contains(episode.id()),
                judgement.of(episode),
                kinds.contains(AlertMark.Kind.ACTED) || kinds.contains(AlertMark.Kind.AUTOMATED));
      }
      addPartners(profiles, kept);
      profiles.values().forEach(profile -> profile.keepPartners(policy.maxPartners()));
      List<RuleProfile> sorted = new ArrayList<>(profiles.values());
      sorted.sort(
          Comparator.comparingInt(RuleProfile::fired).reversed().thenComparing(RuleProfile::rule));
      return sorted;
    }

    private Set<String> mostFrequent(Map<String, Integer> counts) {
      List<Map.Entry<String, Integer>> sorted = new ArrayList<>(counts.entrySet());
      sorted.sort(
          Map.Entry.<String, Integer>comparingByValue()
              .reversed()
              .thenComparing(Map.Entry.comparingByKey()));
      Set<String> kept = new HashSet<>();
      for (Map.Entry<String, Integer> one :
          sorted.subList(0, Math.min(policy.maxRules(), sorted.size()))) {
        kept.add(one.getKey());
      }
      return kept;
    }

    private void addPartners(Map<String, RuleProfile> profiles, Set<String> kept) {
      NearRules here = new NearRules(episodes, kept, policy.partnerGap(), Duration.ZERO);
      NearRules before = new NearRules(episodes, kept, policy.partnerGap(), APART.negated());
      NearRules after = new NearRules(episodes, kept, policy.partnerGap(), APART);
      for (AlertEpisode episode : episodes) {
        RuleProfile profile = profiles.get(NearRules.nameOf(episode, kept));
        profile.addPartners(here.at(episode.firedAt()));
        profile.addApart(before.at(episode.firedAt()));
        profile.addApart(after.at(episode.firedAt()));
      }
    }

    private static OptionalDouble share(int part, int whole) {
      return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
    }

    private static String text(Labels labels) {
      StringBuilder text = new StringBuilder(labels.get(Labels.ALERT_NAME)).append('{');
      String separator = "";
      for (int i = 0; i < labels.size(); i++) {
        if (!labels.name(i).equals(Labels.ALERT_NAME)) {
          text.append(separator).append(labels.name(i)).append("=\"");
          text.append(labels.value(i)).append('"');
          separator = ", ";
        }
      }
      return text.append('}').toString();
    }
  }
}
