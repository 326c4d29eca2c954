package io.barograph.cli.rootcause;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.barograph.cli.rootcause.RootCauseBench.Outcome;
import io.barograph.cli.rootcause.RootCauseBench.Result;
import io.barograph.core.rootcause.RootCandidate;
import io.barograph.core.rootcause.RootCandidate.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How often the root came first, and among the first three: as text, and case by case as JSON. */
public final class RootCauseReport {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SHOWN = 3;

  private RootCauseReport() {}

  /** The best that was measured before on a data set: words of the table, not of the decision. */
  private static String toBeat(String name) {
    return switch (name) {
      case "petshop" -> ".96/1.0 (fitted to it), .81/.96";
      case "onlineboutique" -> ".58/.75";
      case "trainticket" -> ".29/.61";
      default -> "";
    };
  }

  /** A line for each data set and, under it, for each kind of fault. */
  public static List<String> table(List<Result> results) {
    List<String> lines = new ArrayList<>();
    lines.add(line("data set", "fault", "cases", "top-1", "top-3", "to beat (top-1/top-3)"));
    for (Result result : results) {
      lines.add(line(result.name(), "all", result.outcomes(), toBeat(result.name())));
      byKind(result).forEach((kind, outcomes) -> lines.add(line("", kind, outcomes, "")));
    }
    return lines;
  }

  private static Map<String, List<Outcome>> byKind(Result result) {
    Map<String, List<Outcome>> kinds = new TreeMap<>();
    for (Outcome one : result.outcomes()) {
      kinds.computeIfAbsent(one.kind(), any -> new ArrayList<>()).add(one);
    }
    return kinds;
  }

  private static String line(String name, String kind, List<Outcome> outcomes, String beat) {
    return line(
        name,
        kind,
        String.valueOf(outcomes.size()),
        String.format(Locale.ROOT, "%.2f", share(outcomes, 1)),
        String.format(Locale.ROOT, "%.2f", share(outcomes, SHOWN)),
        beat);
  }

  private static String line(
      String name, String kind, String cases, String first, String among, String beat) {
    return String.format(
            Locale.ROOT, "%-16s %-16s %5s  %5s  %5s  %s", name, kind, cases, first, among, beat)
        .stripTrailing();
  }

  /**
   * Which share of the cases has the root among the first.
   *
   * @param first how many are looked at, at least 1
   */
  public static double share(List<Outcome> outcomes, int first) {
    int hit = 0;
    for (Outcome one : outcomes) {
      hit += one.rank() > 0 && one.rank() <= first ? 1 : 0;
    }
    return outcomes.isEmpty() ? Double.NaN : (double) hit / outcomes.size();
  }

  /** Every case with its first candidates and why, one at a time. */
  public static List<String> cases(List<Result> results) {
    List<String> lines = new ArrayList<>();
    for (Result result : results) {
      for (Outcome one : result.outcomes()) {
        lines.add(
            String.format(
                Locale.ROOT,
                "%s %s: %s at %s is %s",
                result.name(),
                one.id(),
                one.kind(),
                one.root(),
                one.rank() == 0 ? "not found" : "candidate " + one.rank()));
        for (RootCandidate candidate : first(one)) {
          lines.add("  " + sentence(candidate));
        }
      }
    }
    return lines;
  }

  private static List<RootCandidate> first(Outcome outcome) {
    return outcome.ranking().subList(0, Math.min(SHOWN, outcome.ranking().size()));
  }

  private static String sentence(RootCandidate candidate) {
    List<String> reasons = new ArrayList<>();
    for (Part part : candidate.parts().subList(0, Math.min(SHOWN, candidate.parts().size()))) {
      String whose = part.peer().isEmpty() ? "" : " with " + part.peer();
      reasons.add(
          String.format(
              Locale.ROOT,
              "%s%s%s %.1f deviations, share %.2f",
              part.isExplained() ? "explains " : "",
              part.signal(),
              part.isExplained() ? " of " + part.peer() : whose,
              part.deviation(),
              part.share()));
    }
    return String.format(
        Locale.ROOT,
        "%.2f %s (%s) by %s",
        candidate.score(),
        candidate.service(),
        String.join("; ", reasons),
        String.join(" > ", candidate.path()));
  }

  /** The shares, and every case with its candidates. */
  public static ObjectNode json(List<Result> results) {
    ObjectNode all = JSON.createObjectNode();
    ArrayNode sets = all.putArray("data_sets");
    for (Result result : results) {
      ObjectNode set = sets.addObject();
      set.put("name", result.name());
      put(set, result.outcomes());
      ObjectNode kinds = set.putObject("by_fault");
      byKind(result).forEach((kind, outcomes) -> put(kinds.putObject(kind), outcomes));
      ArrayNode cases = set.putArray("cases");
      for (Outcome one : result.outcomes()) {
        put(cases.addObject(), one);
      }
    }
    return all;
  }

  private static void put(ObjectNode to, List<Outcome> outcomes) {
    to.put("cases_ranked", outcomes.size());
    to.put("top_1", share(outcomes, 1));
    to.put("top_3", share(outcomes, SHOWN));
  }

  private static void put(ObjectNode to, Outcome one) {
    to.put("id", one.id());
    to.put("fault", one.kind());
    to.put("root", one.root());
    to.put("rank", one.rank());
    ArrayNode candidates = to.putArray("candidates");
    for (RootCandidate candidate : first(one)) {
      ObjectNode node = candidates.addObject();
      node.put("service", candidate.service());
      node.put("score", candidate.score());
      ArrayNode path = node.putArray("path");
      candidate.path().forEach(path::add);
      ArrayNode parts = node.putArray("parts");
      for (Part part : candidate.parts()) {
        ObjectNode reason = parts.addObject();
        reason.put("kind", part.kind().name().toLowerCase(Locale.ROOT));
        reason.put("signal", part.signal());
        reason.put("peer", part.peer());
        reason.put("strength", part.strength());
        reason.put("deviation", part.deviation());
        reason.put("share", part.share());
        reason.put("explained", part.isExplained());
      }
    }
  }
}
