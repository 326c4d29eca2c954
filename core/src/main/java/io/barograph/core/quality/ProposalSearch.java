package io.barograph.core.quality;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which rules should be looked at again, and why. Each rule has its weightiest reason alone. */
final class ProposalSearch {
  private static final double FLAPS_FROM = 0.2;
  private static final double SOON_SECONDS = 60;
  private static final double HALF = 0.5;
  private static final double HARDLY = 0.05;
  private static final double NEARLY_ALWAYS = 0.9;

  private final QualityPolicy policy;
  private final boolean someActed;

  private ProposalSearch(QualityPolicy policy, boolean someActed) {
    this.policy = policy;
    this.someActed = someActed;
  }

  static List<Proposal> of(
      QualityFigures figures, List<RuleProfile> profiles, QualityPolicy policy) {
    List<Proposal> proposals = new ArrayList<>();
    for (Fault fault : figures.missed()) {
      proposals.add(new Proposal(fault.name(), Proposal.Reason.MISSED_FAULT, 1, 0, ""));
    }
    boolean someActed = profiles.stream().anyMatch(profile -> profile.actedShare() > 0);
    ProposalSearch search = new ProposalSearch(policy, someActed);
    for (RuleProfile profile : profiles) {
      if (profile.fired() >= policy.minEpisodes()) {
        search.addFor(profile, proposals);
      }
    }
    proposals.sort(
        Comparator.comparing(Proposal::reason)
            .thenComparing(Comparator.comparingInt(Proposal::alerts).reversed())
            .thenComparing(Proposal::rule));
    return List.copyOf(proposals);
  }

  private void addFor(RuleProfile profile, List<Proposal> proposals) {
    if (isOftenFalse(profile)) {
      add(proposals, profile, Proposal.Reason.OFTEN_FALSE, profile.falseShare());
    } else if (profile.flappingShare() >= FLAPS_FROM) {
      add(proposals, profile, Proposal.Reason.FLAPS, profile.flappingShare());
    } else if (profile.lasted(HALF) < SOON_SECONDS) {
      add(proposals, profile, Proposal.Reason.OVER_SOON, profile.lasted(HALF));
    } else if (someActed && profile.actedShare() <= HARDLY) {
      add(proposals, profile, Proposal.Reason.NOT_ACTED_ON, profile.actedShare());
    } else if (!profile.partners().isEmpty() && isBound(profile.partners().get(0))) {
      RuleProfile.Partner partner = profile.partners().get(0);
      proposals.add(
          new Proposal(
              profile.rule(),
              Proposal.Reason.ALWAYS_WITH_ANOTHER,
              partner.share(),
              profile.fired(),
              partner.rule()));
    }
  }

  /** One false alert is none that comes again. */
  private boolean isOftenFalse(RuleProfile profile) {
    return profile.judged() >= policy.minEpisodes()
        && profile.falsely() > 1
        && profile.falseShare() > QualityTarget.FALSE_ALERTS.limit();
  }

  private static boolean isBound(RuleProfile.Partner partner) {
    return partner.share() >= NEARLY_ALWAYS && partner.beyondChance() >= HALF;
  }

  private static void add(
      List<Proposal> proposals, RuleProfile profile, Proposal.Reason reason, double figure) {
    proposals.add(new Proposal(profile.rule(), reason, figure, profile.fired(), ""));
  }
}
