package io.barograph.promql.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ShadowOverrideTest {
  private static final String ITEM =
      """
        # it costs too much
        - match: {group: "orders", alert: "Order \\"late\\""}
          shadow: true
      """;

  @Test
  void aPackWithoutSettingsGetsSome() {
    assertThat(written("")).isEqualTo("overrides:\n" + ITEM);
    assertThat(written("# nothing yet")).isEqualTo("# nothing yet\noverrides:\n" + ITEM);
  }

  @Test
  void theOverrideStandsBehindTheOthersAndTheRestStaysAsItIs() {
    String before =
        """
        # ours
        overrides:
          - match: {alert: Late}   # the desk's
            shadow: false
          # quiet at night
          - match: {group: orders}
            priority: P3
        """;
    assertThat(written(before)).isEqualTo(before + ITEM);
    assertThat(written(before.stripTrailing())).isEqualTo(before + ITEM);
  }

  @Test
  void aListThatIsNotIndentedStaysSo() {
    String before = "overrides:\n- match: {alert: Late}\n  priority: P2\n";
    assertThat(written(before)).isEqualTo(before + ITEM.replaceAll("(?m)^  ", ""));
  }

  @Test
  void aListInOneLineIsAddedTo() {
    assertThat(written("overrides: [{match: {alert: Late}, priority: P2}] # short\n"))
        .isEqualTo(
            "overrides: [{match: {alert: Late}, priority: P2}, {match: {group: \"orders\", alert:"
                + " \"Order \\\"late\\\"\"}, shadow: true}] # short\n");
  }

  @Test
  void whatCannotBeAddedToIsLeftAlone() {
    assertThat(ShadowOverride.of("{overrides: []}", "orders", "Late", "why")).isEmpty();
    assertThat(ShadowOverride.of("overrides:\n", "orders", "Late", "why")).isEmpty();
    assertThat(ShadowOverride.of("overrides: &a\n- *a\n", "orders", "Late", "why")).isEmpty();
  }

  private static String written(String before) {
    return ShadowOverride.of(
            before, "orders", "Order \"late\"", "it costs\ntoo much".replace('\n', ' '))
        .orElseThrow();
  }
}
