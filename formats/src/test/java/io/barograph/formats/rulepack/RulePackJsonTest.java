package io.barograph.formats.rulepack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.rulepack.RulePackBody;
import io.barograph.core.rulepack.RulePackEffect;
import io.barograph.core.rulepack.RulePackHead;
import io.barograph.core.rulepack.RulePackHead.Change;
import io.barograph.core.rulepack.RulePackKey;
import io.barograph.core.rulepack.RulePackRecord;
import io.barograph.core.rulepack.RulePackRemoval;
import io.barograph.formats.decode.MalformedRecordException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulePackJsonTest {
  private static final RulePackBody BODY =
      new RulePackBody(
          "desk",
          3,
          1_760_000_000_000L,
          "mei",
          "löwer \"limit\"",
          List.of(
              new RulePackBody.File("a.yml", "groups: []\n"),
              new RulePackBody.File("sub/b.yml", "# b")),
          "overrides: []\n");

  private static final RulePackHead HEAD =
      RulePackHead.first("desk", 1, new Change(105, "mei", "begin", 100))
          .delete(new Change(205, "li", "", 200))
          .rollback(1, new Change(305, "mei", "again", 300))
          .withShadow(2, new Change(405, "li", "try", 400));

  private static final RulePackEffect EFFECT =
      new RulePackEffect("barograph", "desk", 400, 60_000, 55_000, 7, "");

  @Test
  void writesWhatTheSchemasSay() {
    assertThat(new String(RulePackJson.encode(HEAD), UTF_8))
        .isEqualTo(
            """
            {"pack":"desk","live":1,"shadow":2,"effectiveFrom":405,"author":"li","comment":"try",\
            "publishedAt":400,"history":[\
            {"live":1,"effectiveFrom":105,"author":"mei","comment":"begin","publishedAt":100},\
            {"effectiveFrom":205,"author":"li","comment":"","publishedAt":200},\
            {"live":1,"effectiveFrom":305,"author":"mei","comment":"again","publishedAt":300}]}""");
    assertThat(new String(RulePackJson.encode(EFFECT), UTF_8))
        .isEqualTo(
            """
            {"job":"barograph","pack":"desk","publishedAt":400,"effectiveFrom":60000,\
            "samplesAfter":55000,"change":7}""");
    assertThat(new String(RulePackJson.encode(BODY), UTF_8))
        .isEqualTo(
            """
            {"pack":"desk","version":3,"createdAt":1760000000000,"author":"mei",\
            "comment":"löwer \\"limit\\"","files":[{"name":"a.yml","text":"groups: []\\n"},\
            {"name":"sub/b.yml","text":"# b"}],"settings":"overrides: []\\n"}""");
  }

  @Test
  void readsWhatItWrites() throws MalformedRecordException {
    RulePackHead deleted = HEAD.delete(new Change(500, "", "", 500));
    RulePackBody plain =
        new RulePackBody("x", 1, 0, "", "", List.of(new RulePackBody.File("a.yml", "")), "");
    for (RulePackRecord record : List.of(BODY, plain, HEAD, deleted, EFFECT)) {
      assertThat(read(record)).isEqualTo(record);
    }
    assertThat(RulePackJson.decode("head/desk", null, null))
        .isEqualTo(new RulePackRemoval(new RulePackKey.OfHead("desk")));
  }

  @Test
  void refusesAVersionThatIsTooLarge() {
    String text = "#".repeat(RulePackJson.MAX_BYTES);
    RulePackBody large =
        new RulePackBody("desk", 1, 0, "", "", List.of(new RulePackBody.File("a.yml", text)), "");

    assertThatThrownBy(() -> RulePackJson.encode(large))
        .hasMessageMatching(
            "body/desk/1 takes 524\\d{3} bytes as JSON and may take 524288: make several packs of it");
    assertThatThrownBy(() -> RulePackJson.decode("head/x", new byte[524_289], null))
        .hasMessage("record: must be at most 524288 bytes, was 524289; split the record");
  }

  @Test
  void refusesAVersionWhoseDigestIsAnother() {
    byte[] value = RulePackJson.encode(BODY);
    String digest = Sha256.hex(value);

    assertThat(Sha256.hex(new byte[0])).startsWith("e3b0c44298fc1c14").hasSize(64);
    assertThatThrownBy(() -> RulePackJson.decode("body/desk/3", value, null))
        .hasMessage("header sha256: must be given");
    assertThatThrownBy(() -> RulePackJson.decode("body/desk/3", value, "00"))
        .hasMessage("header sha256: must be the digest of the value, " + digest + ", was \"00\"");
    assertThatThrownBy(() -> RulePackJson.decode("body/desk/4", value, digest))
        .hasMessage("record: must be about its key, was about body/desk/3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "head/desk | {}                | pack: must be given",
        "head/desk | []                | record: must be one JSON object",
        "head/desk | {\"pack\":1}      | pack: must be text",
        "head/desk | {\"live\":0}      | live: must be a whole number of at least 1, was \"0\"",
        "head/desk | {\"live\":1.5}    | live: must be a whole number of at least 1, was \"1.5\"",
        "head/desk | {\"live\":9999999999} | live: must be at most 2147483647",
        "head/desk | {\"shadow\":null} | shadow: must be a whole number",
        "head/desk | {\"version\":1}   | was \"version\"",
        "head/desk | {\"publishedAt\":99999999999999999999} | publishedAt: must be a whole number",
        "head/desk | {\"history\":[{}]} | effectiveFrom: must be given",
        "head/desk | {\"history\":[{\"x\":1}]} | history: must have the fields live, effectiveFrom",
        "head/desk | {\"history\":[{\"author\":1}]} | history.author: must be text",
        "head/desk | {\"pack\":\"desk\",\"effectiveFrom\":1,\"author\":\"\",\"comment\":\"\",\"publishedAt\":1,\"history\":[]} | history must have 1 to 100 activations, had 0",
        "effective/j/desk/1 | {\"job\":\"j\"} | pack: must be given",
        "effective/j/desk/1 | {\"jobs\":\"j\"} | must have the fields job, pack",
        "effective/j/desk/1 | {\"change\":-1} | change: must be a whole number of at least 0",
        "tail/desk | {}                | key must be body/PACK/VERSION",
      })
  void saysWhichFieldIsWrong(String key, String value, String expected) {
    assertThatThrownBy(() -> RulePackJson.decode(key, value.getBytes(UTF_8), null))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"files\":[{\"name\":\"a.yml\"}]}                  | text: must be given",
        "{\"files\":[{\"name\":\"../a.yml\",\"text\":\"\"}]} | must be a path below the pack's folder",
        "{\"files\":[{\"size\":1}]}                          | files: must have the fields name, text only",
        "{\"files\":{}}                                      | files: must be an array",
        "{\"live\":1}                                        | was \"live\"",
      })
  void saysWhichFieldOfAVersionIsWrong(String value, String expected) {
    byte[] bytes = value.getBytes(UTF_8);

    assertThatThrownBy(() -> RulePackJson.decode("body/desk/1", bytes, Sha256.hex(bytes)))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining(expected);
  }

  private static RulePackRecord read(RulePackRecord record) throws MalformedRecordException {
    byte[] value = RulePackJson.encode(record);
    return RulePackJson.decode(record.key().text(), value, Sha256.hex(value));
  }
}
