package io.barograph.cli.rootcause;

import io.barograph.cli.rootcause.FaultRun.Answer;
import io.barograph.cli.rootcause.FaultRun.Case;
import io.barograph.core.rootcause.CallGraph;
import io.barograph.core.rootcause.Measure;
import io.barograph.core.rootcause.RootCandidate;
import io.barograph.core.rootcause.RootCauseAnalysis;
import io.barograph.core.rootcause.RootCausePolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Ranks the roots of every case of a run, and compares with what was done. */
public final class RootCauseBench {
  private RootCauseBench() {}

  /**
   * A run that was ranked.
   *
   * @param name of the data set
   * @param outcomes in the order of time
   */
  public record Result(String name, List<Outcome> outcomes) {}

  /**
   * A case that was ranked.
   *
   * @param id of the case
   * @param kind of fault that was put in
   * @param root where it was put in
   * @param rank of the root, from 1; 0 if it is not among the candidates
   * @param ranking what was found, the likeliest first
   */
  public record Outcome(
      String id, String kind, String root, int rank, List<RootCandidate> ranking) {}

  /** Of a folder of PetShop. */
  public static Result petShop(Path folder, RootCausePolicy policy) throws IOException {
    return run(PetShopReader.read(folder), policy);
  }

  /** Of a folder of Nezha. */
  public static Result nezha(Path folder, Duration window, RootCausePolicy policy)
      throws IOException {
    return run(NezhaReader.read(folder, window), policy);
  }

  private static Result run(FaultRun run, RootCausePolicy policy) {
    RootCauseAnalysis analysis = new RootCauseAnalysis(policy);
    CallGraph graph = new CallGraph(run.graph()::callees, run.graph()::callers);
    List<Outcome> outcomes = new ArrayList<>();
    for (Case one : run.cases()) {
      for (Measure measure : one.before()) {
        analysis.learn(measure);
      }
      List<RootCandidate> ranking = analysis.rank(graph, one.window(), List.of(), Map.of());
      if (run.isContinuous()) {
        analysis.learn(one.window(), ranking);
      }
      outcomes.add(outcome(one.id(), run.answers().get(one.id()), ranking));
    }
    return new Result(run.name(), outcomes);
  }

  private static Outcome outcome(String id, Answer answer, List<RootCandidate> ranking) {
    if (answer == null) {
      throw new IllegalArgumentException(
          "the case %s has no answer: ground_truth.json or faults.json must name it".formatted(id));
    }
    int rank = 0;
    for (int i = 0; i < ranking.size() && rank == 0; i++) {
      rank = ranking.get(i).service().equals(answer.root()) ? i + 1 : 0;
    }
    return new Outcome(id, answer.kind(), answer.root(), rank, ranking);
  }
}
