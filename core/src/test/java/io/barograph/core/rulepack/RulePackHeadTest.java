package io.barograph.core.rulepack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.rulepack.RulePackHead.Activation;
import io.barograph.core.rulepack.RulePackHead.Change;
import java.util.List;
import org.junit.jupiter.api.Test;

class RulePackHeadTest {
  private static final RulePackHead FIRST =
      RulePackHead.first("desk", 1, new Change(100, "mei", "begin", 90));

  @Test
  void remembersWhichVersionStoodWhen() {
    RulePackHead head = FIRST.next(2, at(200)).next(3, at(300)).rollback(1, at(400));

    assertThat(head.live()).isEqualTo(1);
    assertThat(head.history()).extracting(Activation::live).containsExactly(1, 2, 3, 1);
    assertThat(head.history().get(0)).isEqualTo(new Activation(1, 100, "mei", "begin", 90));
    assertThat(head.liveAt(99)).isEqualTo(RulePackHead.NONE);
    assertThat(head.liveAt(100)).isEqualTo(1);
    assertThat(head.liveAt(299)).isEqualTo(2);
    assertThat(head.liveAt(300)).isEqualTo(3);
    assertThat(head.liveAt(Long.MAX_VALUE)).isEqualTo(1);
  }

  @Test
  void whatWasPublishedLaterHoldsEvenWhereWhatCameBeforeWasToBeginAfterIt() {
    RulePackHead head =
        FIRST.next(2, new Change(900, "", "", 200)).next(3, new Change(500, "", "", 300));

    assertThat(head.liveAt(499)).isEqualTo(1);
    assertThat(head.liveAt(500)).isEqualTo(3);
    assertThat(head.liveAt(900)).isEqualTo(3);
  }

  @Test
  void headsOfOnePackNeverShareTheTimeThatNamesThem() {
    RulePackHead slowClock = FIRST.next(2, new Change(10, "", "", 5));

    assertThat(slowClock.publishedAt()).isEqualTo(91);
    assertThat(slowClock.latest().publishedAt()).isEqualTo(91);
    assertThat(slowClock.withShadow(3, new Change(10, "", "", 5)).publishedAt()).isEqualTo(92);
  }

  @Test
  void aDeletedPackHasNoVersionUntilOneComesBack() {
    RulePackHead deleted = FIRST.next(2, at(200)).withShadow(3, at(250)).delete(at(300));

    assertThat(deleted.isDeleted()).isTrue();
    assertThat(deleted.shadow()).isEqualTo(RulePackHead.NONE);
    assertThat(deleted.liveAt(300)).isEqualTo(RulePackHead.NONE);
    assertThat(deleted.rollback(2, at(400)).live()).isEqualTo(2);
    assertThatThrownBy(() -> deleted.delete(at(400))).hasMessage("desk is deleted already");
  }

  @Test
  void aVersionIsTriedBesideTheOneThatStandsAndIsNoActivation() {
    RulePackHead pending = FIRST.next(2, new Change(900, "", "", 200));
    RulePackHead tried = pending.withShadow(3, at(300));

    assertThat(tried.live()).isEqualTo(2);
    assertThat(tried.shadow()).isEqualTo(3);
    assertThat(tried.history()).isEqualTo(pending.history());
    assertThat(tried.effectiveFrom()).as("not before version 2 holds").isEqualTo(900);
    assertThat(tried.withShadow(RulePackHead.NONE, at(400)).shadow()).isZero();
    assertThat(tried.next(4, at(400)).shadow()).as("goes on").isEqualTo(3);
    assertThat(tried.next(3, at(400)).shadow()).as("stands now").isZero();
    assertThat(RulePackHead.firstInShadow("desk", 1, at(1)).isDeleted()).isTrue();
  }

  @Test
  void aTrialEndsAsTheVersionThatStandsOrWithoutATrace() {
    RulePackHead tried = FIRST.withShadow(2, at(200));

    assertThat(tried.promote(at(300)).live()).isEqualTo(2);
    assertThat(tried.promote(at(300)).shadow()).isZero();
    assertThat(tried.withdraw(at(300)).live()).isEqualTo(1);
    assertThat(tried.withdraw(at(300)).shadow()).isZero();
    assertThatThrownBy(() -> FIRST.promote(at(300))).hasMessage("no version of desk is tried");
    assertThatThrownBy(() -> FIRST.withdraw(at(300))).hasMessage("no version of desk is tried");
  }

  @Test
  void aPackOfWhichVersionsWereOnlyTriedSaysNothingOfWhatStands() {
    RulePackHead tried = RulePackHead.firstInShadow("desk", 1, at(1));

    assertThat(tried.hasNeverStood()).isTrue();
    assertThat(tried.withdraw(at(2)).hasNeverStood()).isTrue();
    assertThat(tried.promote(at(2)).hasNeverStood()).isFalse();
    assertThat(tried.delete(at(2)).hasNeverStood()).isFalse();
    assertThat(FIRST.withShadow(2, at(200)).hasNeverStood()).isFalse();
  }

  @Test
  void refusesAVersionThatIsNoNextOrNoReturn() {
    RulePackHead back = FIRST.next(2, at(200)).rollback(1, at(300));

    assertThatThrownBy(() -> back.next(2, at(400)))
        .hasMessageContaining("version of desk must be > 2, which has stood, was 2");
    assertThatThrownBy(() -> back.rollback(1, at(400)))
        .hasMessage("version 1 of desk stands already");
    assertThatThrownBy(() -> back.rollback(0, at(400))).hasMessage("version must be >= 1, was 0");
    assertThat(back.rollback(2, at(400)).live()).isEqualTo(2);
    assertThat(back.next(3, at(400)).live()).isEqualTo(3);
  }

  @Test
  void forgetsTheOldestActivationsFirst() {
    RulePackHead head = FIRST;
    for (int version = 2; version <= RulePackHead.MAX_HISTORY + 1; version++) {
      head = head.next(version, at(100L * version));
    }

    assertThat(head.history()).hasSize(RulePackHead.MAX_HISTORY);
    assertThat(head.history().get(0).live()).isEqualTo(2);
    assertThat(head.latest().live()).isEqualTo(RulePackHead.MAX_HISTORY + 1);
  }

  @Test
  void refusesAHistoryThatIsNotItsOwn() {
    Activation one = new Activation(1, 0, "", "", 10);

    assertThatThrownBy(() -> new RulePackHead("desk", 2, 0, 0, "", "", 10, List.of(one)))
        .hasMessage("history must end with the activation of live 2, ended with 1");
    assertThatThrownBy(() -> new RulePackHead("desk", 1, 0, 0, "", "", 10, List.of(one, one)))
        .hasMessageContaining("history must be in the order of publishedAt");
    assertThatThrownBy(() -> new RulePackHead("desk", 1, 0, 0, "", "", 10, List.of()))
        .hasMessage("history must have 1 to 100 activations, had 0");
    assertThatThrownBy(() -> new RulePackHead("a/b", 1, 0, 0, "", "", 10, List.of(one)))
        .hasMessageContaining("pack must be 1 to 100 letters")
        .hasMessageContaining("was \"a/b\"");
  }

  private static Change at(long time) {
    return new Change(time, "li", "", time);
  }
}
