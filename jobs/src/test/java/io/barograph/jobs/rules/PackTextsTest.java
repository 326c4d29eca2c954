package io.barograph.jobs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.promql.rules.PackText;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class PackTextsTest {
  private static final PackText DESK = pack("desk", "", "a");
  private static final PackText RISK = pack("risk", "", "b");

  @Test
  void aPackTakesThePlaceOfThatOfItsNameOrStandsBehindTheOthers() {
    PackTexts texts = PackTexts.of(List.of(DESK, RISK));
    PackText newer = pack("desk", "2", "c");
    PackText more = pack("more", "1", "d");

    assertThat(texts.withLive("desk", Optional.of(newer)).live()).containsExactly(newer, RISK);
    assertThat(texts.withLive("more", Optional.of(more)).live()).containsExactly(DESK, RISK, more);
    assertThat(texts.withLive("desk", Optional.empty()).live()).containsExactly(RISK);
    assertThat(texts.withLive("none", Optional.empty()).live()).containsExactly(DESK, RISK);
  }

  @Test
  void whatIsTriedChangesNothingOfWhatStands() {
    PackText newer = pack("desk", "2", "c");
    PackTexts tried = PackTexts.of(List.of(DESK)).withShadow("desk", Optional.of(newer));

    assertThat(tried.live()).containsExactly(DESK);
    assertThat(tried.shadows()).containsExactly(newer);
    assertThat(tried.withShadow("desk", Optional.empty()).shadows()).isEmpty();
  }

  @Test
  void everyOperatorOfAProcessSharesOneCopy() throws Exception {
    PackTexts texts =
        PackTexts.of(List.of(DESK, RISK)).withShadow("desk", Optional.of(pack("desk", "2", "価格")));
    byte[] travelling = InstantiationUtil.serializeObject(texts);
    PackTexts one = read(travelling);

    assertThat(read(travelling)).isSameAs(one);
    assertThat(one.live()).isEqualTo(texts.live());
    assertThat(one.shadows()).isEqualTo(texts.shadows());
    assertThat(InstantiationUtil.serializeObject(one)).isEqualTo(travelling);
  }

  @Test
  void textsTravelDeflated() throws IOException {
    String text = "- {alert: A, expr: up == 0}\n".repeat(10_000);

    assertThat(InstantiationUtil.serializeObject(PackTexts.of(List.of(pack("a", "", text)))))
        .hasSizeLessThan(text.length() / 50);
  }

  private static PackTexts read(byte[] bytes) throws Exception {
    return InstantiationUtil.deserializeObject(bytes, PackTextsTest.class.getClassLoader());
  }

  private static PackText pack(String name, String version, String text) {
    return new PackText(
        name,
        version,
        List.of(new PackText.File(name + ".yml", text)),
        version.isEmpty() ? Optional.empty() : Optional.of(new PackText.File("settings", text)));
  }
}
