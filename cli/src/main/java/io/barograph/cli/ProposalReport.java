package io.barograph.cli;

import io.barograph.cli.rules.DiffText;
import io.barograph.cli.rules.RuleProposal;
import io.barograph.promql.lint.Finding;
import io.barograph.promql.lint.Severity;
import io.barograph.promql.rules.RuleFileError;
import java.io.PrintWriter;
import java.util.List;

/** Tells a person what a change of the published rules would do. */
final class ProposalReport {
  private ProposalReport() {}

  /**
   * Says how the rules would differ, and all that is wrong with what would stand.
   *
   * @param force true to go on in spite of what the lint finds
   * @return true if nothing stands in the way
   */
  static boolean print(RuleProposal proposal, boolean force, PrintWriter out, PrintWriter err) {
    proposal.diffs().forEach(diff -> DiffText.of(diff).forEach(out::println));
    out.flush();
    for (RuleFileError standing : proposal.standing()) {
      err.println("warning: " + standing + "; so it is already");
    }
    proposal.problems().forEach(err::println);
    List<Finding> grave =
        proposal.findings().stream()
            .filter(finding -> finding.severity() == Severity.ERROR)
            .toList();
    grave.forEach(err::println);
    int others = proposal.findings().size() - grave.size();
    if (others > 0) {
      err.println(
          "%d further findings of the lint: see them with 'barograph rules check --lint'"
              .formatted(others));
    }
    boolean isWell = proposal.problems().isEmpty() && (grave.isEmpty() || force);
    if (!isWell) {
      err.println(
          proposal.problems().isEmpty()
              ? "nothing was published: mend what the lint found, or give --force"
              : "nothing was published: a job would refuse these rules");
    }
    err.flush();
    return isWell;
  }
}
