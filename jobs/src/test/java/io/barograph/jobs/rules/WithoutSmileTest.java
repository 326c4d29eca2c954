package io.barograph.jobs.rules;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.jobs.options.BarographOptions;
import io.barograph.jobs.options.InvalidOptionsException;
import io.barograph.jobs.options.JobOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs without the module that bundles smile on its class path. */
class WithoutSmileTest {
  @TempDir Path folder;

  @Test
  void aJobDoesNotStartWithADetectorThatIsNotThere() throws IOException {
    Files.writeString(
        folder.resolve("barograph.yml"),
        """
        detectors: [{name: load, match: up, detector: isolation-forest}]
        peers: [{name: hosts, match: up, by: [instance]}]
        """);
    Files.writeString(folder.resolve("rules.yml"), "groups: []");
    Configuration configuration = new Configuration();
    configuration.set(BarographOptions.RULE_PATHS, List.of(folder.toString()));
    PackRules rules = PackRules.read(JobOptions.of(configuration));

    assertThatThrownBy(rules::liveSettings)
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageEndingWith(
            "barograph.yml: detector load: isolation-forest is not in this build, which is without"
                + " smile: build it without -P '!smile', or name another; peers hosts: the"
                + " clustering of profiles is not in this build, which is without smile: build it"
                + " without -P '!smile', or leave it out");
  }
}
