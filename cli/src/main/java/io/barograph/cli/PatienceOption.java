package io.barograph.cli;

import io.barograph.core.inspect.StateReport;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Collection;
import picocli.CommandLine.Option;

/** The option that says how long a running job is given to answer. */
final class PatienceOption {
  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "how long to wait for every subtask of the job to answer (default: 10s)")
  private Duration patience = Duration.ofSeconds(10);

  Duration duration() {
    return patience;
  }

  /** Says what is missing of answers; returns false if somebody has not answered. */
  boolean warn(Collection<StateReport> reports, PrintWriter err) {
    boolean isComplete = true;
    for (StateReport report : reports) {
      for (String missing : report.missing()) {
        err.println(
            "warning: %s of job %s has not answered within %d s"
                .formatted(missing, report.job(), patience.toSeconds()));
        isComplete = false;
      }
      if (report.isTruncated()) {
        err.println("warning: there is more than is shown: name more labels");
      }
    }
    err.flush();
    return isComplete;
  }
}
