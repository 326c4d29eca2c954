package io.barograph.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.rulepack.RulePackEffect;
import io.barograph.core.rulepack.RulePackHead;
import io.barograph.core.rulepack.RulePackHead.Change;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleAuditTest {
  private final RuleAudit audit = new RuleAudit("barograph");

  private static Change change(long at) {
    return new Change(at + 5_000, "ann", "why " + at, at);
  }

  private static RulePackEffect effect(String job, long publishedAt, String refused) {
    return new RulePackEffect(job, "desk", publishedAt, 9_000, 0, 1, refused);
  }

  @Test
  void everyChangeOfAPackHasItsKind() {
    List<RulePackHead> heads = new ArrayList<>();
    heads.add(RulePackHead.first("desk", 1, change(1_000)));
    heads.add(heads.get(0).next(2, change(2_000)));
    heads.add(heads.get(1).rollback(1, change(3_000)));
    heads.add(heads.get(2).withShadow(3, change(4_000)));
    heads.add(heads.get(3).withdraw(change(5_000)));
    heads.add(heads.get(4).withShadow(4, change(6_000)));
    heads.add(heads.get(5).promote(change(7_000)));
    heads.add(heads.get(6).delete(change(8_000)));

    assertThat(heads.stream().map(head -> audit.take(head).order().kind()))
        .containsExactly(
            AuditKind.RULES_APPLY,
            AuditKind.RULES_APPLY,
            AuditKind.RULES_ROLLBACK,
            AuditKind.RULES_TRY,
            AuditKind.RULES_WITHDRAW,
            AuditKind.RULES_TRY,
            AuditKind.RULES_PROMOTE,
            AuditKind.RULES_DELETE);
    assertThat(audit.take(RulePackHead.firstInShadow("new", 1, change(1_000))).order().kind())
        .isEqualTo(AuditKind.RULES_TRY);
  }

  @Test
  void whatIsPublishedTellsWhoAndWhyAndIsToldAgainWhenTheJobTakesIt() {
    AuditEntry published = audit.take(RulePackHead.first("desk", 1, change(1_000)));

    assertThat(published)
        .isEqualTo(
            new AuditEntry(
                "rules-barograph-desk-1000",
                1,
                new AuditedOrder(
                    AuditKind.RULES_APPLY, "desk/1000", 1_000, "ann", "why 1000", "desk"),
                6_000,
                AuditOutcome.of(AuditCode.PUBLISHED, "1", "0", "version 1 stands")));
    assertThat(audit.take(effect("barograph", 1_000, "")))
        .contains(
            new AuditEntry(
                published.id(),
                2,
                published.order(),
                9_000,
                AuditOutcome.of(AuditCode.TAKEN, "1", "0", "version 1 stands", "barograph")));
  }

  @Test
  void whatStandsAndWhatIsTriedIsSaid() {
    RulePackHead tried = RulePackHead.firstInShadow("desk", 1, change(1_000));

    assertThat(audit.take(tried).outcome().sentence())
        .isEqualTo("it is published that no version stands and version 1 is tried");
    audit.take(tried.promote(change(2_000)));
    assertThat(audit.take(effect("barograph", 2_000, "")).orElseThrow().outcome().sentence())
        .isEqualTo("in barograph version 1 stands");
  }

  @Test
  void whatTheJobRefusesIsTheNewestVersion() {
    AuditEntry published = audit.take(RulePackHead.first("desk", 1, change(1_000)));
    audit.take(effect("barograph", 1_000, ""));

    AuditEntry refused = audit.take(effect("barograph", 1_000, "needs 4 levels")).orElseThrow();
    assertThat(refused.version()).isEqualTo(3);
    assertThat(refused.id()).isEqualTo(published.id());
    assertThat(refused.outcome().sentence())
        .isEqualTo("barograph goes on as before: needs 4 levels");
  }

  @Test
  void anotherJobOrAnUnknownPublicationSaysNothing() {
    audit.take(RulePackHead.first("desk", 1, change(1_000)));

    assertThat(audit.take(effect("other", 1_000, ""))).isEmpty();
    assertThat(audit.take(effect("barograph", 2_000, ""))).isEmpty();
  }

  @Test
  void goesOnWithWhatWasWrittenAndRemembersNoMoreThanItMay() throws IOException {
    RulePackHead head = RulePackHead.first("desk", 1, change(1_000));
    audit.take(head);
    for (int i = 2; i <= RuleAudit.MAX_WAITING; i++) {
      head = head.withShadow(i, change(i * 1_000L));
      audit.take(head);
    }
    head = head.withShadow(99, change(90_000));
    audit.take(head);

    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    audit.write(new DataOutputStream(bytes));
    RuleAudit restored = new RuleAudit("barograph");
    restored.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

    assertThat(restored.take(effect("barograph", 1_000, ""))).isEmpty();
    assertThat(restored.take(effect("barograph", 2_000, "")))
        .isEqualTo(audit.take(effect("barograph", 2_000, "")))
        .isPresent();
    assertThat(restored.take(head.promote(change(100_000))).order().kind())
        .isEqualTo(AuditKind.RULES_PROMOTE);
  }

  @Test
  void textsFromOutsideAreCut() {
    AuditedOrder order =
        new AuditedOrder(AuditKind.ACK, "c", 0, "a".repeat(300), "\ud83d\ude00".repeat(5_000), "s");
    assertThat(order.author()).hasSize(AuditedOrder.MAX_AUTHOR).endsWith("a...");
    assertThat(order.comment().length()).isBetween(1_990, AuditedOrder.MAX_COMMENT);
    assertThat(order.comment()).endsWith("\ud83d\ude00...");
    assertThat(
            AuditOutcome.of(AuditCode.TAKEN, "1", "0", "s", "j".repeat(2_000))
                .parameters()
                .get("job"))
        .hasSize(AuditOutcome.MAX_VALUE);
  }

  @Test
  void aValueWithBracesIsSaidAsItIs() {
    assertThat(AuditOutcome.of(AuditCode.SILENCE_ENDED, "{matchers}", "{a=\"{b}\"}").sentence())
        .isEqualTo("{a=\"{b}\"} is silenced no longer by {matchers}");
  }
}
