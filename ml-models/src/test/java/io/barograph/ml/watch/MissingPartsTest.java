package io.barograph.ml.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.detect.Bounds;
import io.barograph.core.detect.DetectorType;
import io.barograph.core.detect.ModelUse;
import io.barograph.core.detect.PeerWatch;
import io.barograph.core.detect.SeriesSelectors;
import io.barograph.core.detect.SeriesTraits;
import io.barograph.core.detect.SeriesWatch;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On the class path of these tests there is no smile. */
class MissingPartsTest {
  private static final SeriesSelectors NONE = new SeriesSelectors(List.of());

  @Test
  void namesTheEntryWhatIsNotThereAndWhatToDo() {
    List<SeriesWatch> watches =
        Arrays.stream(DetectorType.values())
            .map(
                type ->
                    new SeriesWatch(
                        "by-" + type.wireName(),
                        NONE,
                        type,
                        ModelUse.ALWAYS,
                        Bounds.DEFAULT,
                        SeriesTraits.DEFAULT))
            .toList();
    PeerWatch peers = new PeerWatch("hosts", NONE, List.of("host"), Duration.ofHours(1));

    assertThat(MissingParts.of(watches, List.of(peers)))
        .containsExactly(
            "detector by-isolation-forest: isolation-forest is not in this build, which is without"
                + " smile: build it without -P '!smile', or name another",
            "peers hosts: the clustering of profiles is not in this build, which is without smile:"
                + " build it without -P '!smile', or leave it out");
    assertThat(MissingParts.of(List.of(), List.of())).isEmpty();
  }
}
