package io.barograph.jobs.rules;

import io.barograph.jobs.options.BarographOptions;
import io.barograph.jobs.options.JobOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;

/** Rules out of a text, as a job reads them. */
final class TextRules {
  private TextRules() {}

  /**
   * The rules of a file that lies in {@code folder} from now on, on one input called metrics.
   *
   * @param groups what stands below {@code groups:}
   */
  static PackRules read(Path folder, BarographOptions.NoData noData, String groups)
      throws IOException {
    return read(folder, noData, groups, "");
  }

  /**
   * The same of a pack that lies in {@code folder} from now on.
   *
   * @param overrides what stands below {@code overrides:}; without, the file has no settings
   */
  static PackRules read(
      Path folder, BarographOptions.NoData noData, String groups, String overrides)
      throws IOException {
    Path file = Files.writeString(folder.resolve("rules.yml"), "groups:\n" + groups);
    if (!overrides.isEmpty()) {
      Files.writeString(folder.resolve("barograph.yml"), "overrides:\n" + overrides);
    }
    Configuration configuration = new Configuration();
    configuration.set(
        BarographOptions.RULE_PATHS, List.of((overrides.isEmpty() ? file : folder).toString()));
    configuration.set(BarographOptions.NO_DATA, noData);
    return PackRules.read(JobOptions.of(configuration)).onRaw(Map.of("metrics", ".*"));
  }
}
