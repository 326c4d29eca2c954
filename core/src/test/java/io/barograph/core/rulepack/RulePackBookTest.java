package io.barograph.core.rulepack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.rulepack.RulePackHead.Change;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulePackBookTest {
  private final RulePackBook book = new RulePackBook();

  @Test
  void tellsHowThePacksStand() {
    RulePackHead desk = RulePackHead.first("desk", 1, at(1)).next(2, at(2));
    RulePackHead gone = RulePackHead.first("gone", 1, at(1)).delete(at(2));
    apply(body("desk", 1), body("gone", 1), body("desk", 2), gone, desk);

    assertThat(book.packs()).containsOnlyKeys("desk", "gone");
    assertThat(book.head("desk")).contains(desk);
    assertThat(book.head("none")).isEmpty();
    assertThat(book.body("desk", 1)).contains(body("desk", 1));
    assertThat(book.body("desk", 3)).isEmpty();
    assertThat(book.live()).hasSize(1).containsEntry("desk", body("desk", 2));
    assertThat(book.missing()).isEmpty();
  }

  @Test
  void saysWhichTextsAreMissing() {
    apply(
        RulePackHead.first("desk", 1, at(1)).withShadow(2, at(2)),
        RulePackHead.first("gone", 1, at(1)).delete(at(2)));

    assertThat(book.live()).isEmpty();
    assertThat(book.missing())
        .extracting(RulePackBook.Missing::sentence)
        .containsExactly(
            "version 1 of desk is to stand and its text is missing: apply the pack again",
            "version 2 of desk is to be tried and its text is missing: apply the pack again");
  }

  @Test
  void aTrialBeginsAtTheFirstTickAtWhichSomeJobEvaluatesIt() {
    RulePackBody tried = body("desk", 2, 50);
    apply(
        new RulePackEffect("one", "desk", 40, 41, 0, 1, ""),
        new RulePackEffect("one", "desk", 50, 90, 0, 2, ""),
        new RulePackEffect("two", "desk", 50, 70, 0, 3, ""),
        new RulePackEffect("old", "desk", 50, 60, 0, 4, "no room"),
        new RulePackEffect("one", "other", 50, 55, 0, 5, ""));

    assertThat(book.firstTickOf(tried)).hasValue(70);
    assertThat(book.firstTickOf(body("desk", 3, 51))).isEmpty();
    assertThat(book.jobs()).containsExactly("old", "one", "two");
  }

  @Test
  void theNewestRecordOfAKeyHoldsAndARemovalTakesItAway() {
    RulePackEffect effect = new RulePackEffect("job", "desk", 1, 60, 0, 1, "");
    apply(body("desk", 1), RulePackHead.first("desk", 1, at(1)), effect);
    apply(
        new RulePackRemoval(body("desk", 1).key()),
        new RulePackRemoval(new RulePackKey.OfHead("desk")),
        new RulePackRemoval(effect.key()),
        new RulePackRemoval(body("desk", 7).key()));

    assertThat(book.packs()).isEmpty();
    assertThat(book.versions("desk")).isEmpty();
    assertThat(book.effects("job")).isEmpty();
  }

  @Test
  void aNumberIsNeverGivenTwiceWhateverWasRemoved() {
    assertThat(book.nextVersion("desk")).isEqualTo(1);
    apply(body("desk", 1), body("desk", 2), body("desk", 3));
    assertThat(book.nextVersion("desk")).isEqualTo(4);
    apply(
        RulePackHead.first("desk", 1, at(1)).next(3, at(2)).rollback(1, at(3)),
        new RulePackRemoval(body("desk", 3).key()));
    assertThat(book.nextVersion("desk")).isEqualTo(4);
    apply(RulePackHead.first("desk", 1, at(1)).withShadow(8, at(2)));
    assertThat(book.nextVersion("desk")).isEqualTo(9);
  }

  @Test
  void tellsWhatAJobMadeOfHeadsInTheOrderOfItsChanges() {
    RulePackHead head = RulePackHead.first("desk", 1, at(5));
    RulePackEffect second = new RulePackEffect("job", "desk", 5, 120, 60, 2, "");
    RulePackEffect first = new RulePackEffect("job", "risk", 9, 60, 0, 1, "");
    RulePackEffect other = new RulePackEffect("another", "desk", 5, 180, 0, 1, "");
    apply(head, second, first, other);

    assertThat(book.effects("job")).containsExactly(first, second);
    assertThat(book.effects("none")).isEmpty();
    assertThat(book.effectsOf(head)).containsExactly(other, second);
  }

  @Test
  void onlyVersionsThatNobodyNeedsMayGo() {
    for (int version = 1; version <= 9; version++) {
      apply(body("desk", version));
    }
    RulePackHead head =
        RulePackHead.first("desk", 1, at(10))
            .next(3, at(20))
            .next(4, new Change(500, "", "", 30))
            .next(5, new Change(600, "", "", 40))
            .withShadow(2, at(50));
    apply(head);

    assertThat(book.prunable("desk", 2, 100)).as("3 stands now").containsExactly(1, 6, 7);
    assertThat(book.prunable("desk", 2, 600)).containsExactly(1, 3, 4, 6, 7);
    assertThat(book.prunable("desk", 9, 600)).isEmpty();
    assertThat(book.prunable("none", 1, 600)).isEmpty();
    assertThatThrownBy(() -> book.prunable("desk", 0, 600)).hasMessage("keep must be >= 1, was 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"body/desk/1", "head/desk", "effective/job/desk/1760000000000"})
  void keysAreReadAsTheyAreWritten(String text) {
    assertThat(RulePackKey.parse(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "body",
        "body/desk",
        "body/desk/01",
        "body/desk/x",
        "body/desk/99999999999",
        "head/desk/1",
        "effective/job/desk/+1",
        "tail/desk"
      })
  void refusesKeysOfNoKind(String text) {
    assertThatThrownBy(() -> RulePackKey.parse(text))
        .hasMessage(
            "key must be body/PACK/VERSION, head/PACK or effective/JOB/PACK/PUBLISHED_AT, was \""
                + text
                + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/a.yml", "../a.yml", "a//b.yml", "./a.yml", "a\\b.yml", "a\n.yml"})
  void refusesFilesThatDoNotLieBelowThePack(String name) {
    assertThatThrownBy(() -> new RulePackBody.File(name, ""))
        .hasMessageContaining("name of a file must be a path below the pack's folder");
  }

  @Test
  void refusesAVersionWithoutFilesOrWithTwoOfOneName() {
    RulePackBody.File file = new RulePackBody.File("a.yml", "");

    assertThatThrownBy(() -> new RulePackBody("desk", 1, 0, "", "", List.of(), ""))
        .hasMessage("files must be 1 to 1000, were 0");
    assertThatThrownBy(() -> new RulePackBody("desk", 1, 0, "", "", List.of(file, file), ""))
        .hasMessage("files must have different names, two were \"a.yml\"");
    assertThatThrownBy(() -> new RulePackBody("desk", 0, 0, "", "", List.of(file), ""))
        .hasMessage("version must be >= 1, was 0");
    assertThatThrownBy(() -> new RulePackBody("desk", 1, 0, "a".repeat(201), "", List.of(file), ""))
        .hasMessage("author must have at most 200 characters, had 201");
  }

  private static RulePackBody body(String pack, int version) {
    return body(pack, version, 0);
  }

  private static RulePackBody body(String pack, int version, long createdAt) {
    return new RulePackBody(
        pack,
        version,
        createdAt,
        "mei",
        "",
        List.of(new RulePackBody.File("a.yml", "v" + version)),
        "");
  }

  private static Change at(long time) {
    return new Change(time, "mei", "", time);
  }

  private void apply(RulePackRecord... records) {
    for (RulePackRecord record : records) {
      book.apply(record);
    }
  }
}
