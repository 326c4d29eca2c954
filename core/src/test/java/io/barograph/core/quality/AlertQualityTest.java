package io.barograph.core.quality;

import static io.barograph.core.quality.Episodes.MINUTE;
import static io.barograph.core.quality.Episodes.fault;
import static io.barograph.core.quality.Episodes.mark;
import static io.barograph.core.quality.Episodes.rated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.barograph.core.quality.AlertMark.Kind;
import io.barograph.core.quality.Proposal.Reason;
import io.barograph.core.quality.QualityTarget.Verdict;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class AlertQualityTest {
  private static final long WEEK = 7 * 24 * 60 * MINUTE;
  private static final double DAY = 24 * 60;

  @Test
  void nothingIsSaidOfNoAlerts() {
    QualityFigures figures = of(AlertRecord.of(List.of())).figures();

    assertThat(figures.alerts()).isZero();
    assertThat(figures.reduction()).isEmpty();
    assertThat(figures.flappingShare()).isEmpty();
    assertThat(figures.accuracy()).isEmpty();
    assertThat(figures.falseShare()).isEmpty();
    assertThat(figures.automation()).isEmpty();
    assertThat(figures.rating()).isEmpty();
    assertThat(figures.timeToDetect().isKnown()).isFalse();
    assertThat(figures.timeToAcknowledge().medianSeconds()).isNaN();
    assertThat(figures.timeToResolve().isKnown()).isFalse();
  }

  @Test
  void onlyWhatFiredInThePeriodCounts() {
    Episodes some = new Episodes().add("A", "a", -1, 5).add("A", "b", 0, 5).add("A", "c", DAY, 5);

    assertThat(of(AlertRecord.of(some.all())).figures().alerts()).isEqualTo(2);
    assertThat(
            AlertQuality.of(
                    AlertRecord.of(some.all()),
                    0,
                    (long) (DAY * MINUTE),
                    ZoneOffset.UTC,
                    QualityPolicy.DEFAULT)
                .figures()
                .alerts())
        .as("the end is not of it")
        .isEqualTo(1);
  }

  @Test
  void duplicatesAreThoseThatAlertsHaveCounted() {
    Episodes some = new Episodes().add("A", "a", 1, 5, 3).add("B", "a", 2, 5, 4);

    assertThat(of(AlertRecord.of(some.all())).figures().duplicates()).isEqualTo(7);
  }

  @Test
  void reductionIsOneLessIncidentsOverAlerts() {
    Episodes some = new Episodes();
    for (int i = 0; i < 10; i++) {
      some.add("A", "h" + i, i, 5);
    }
    Map<String, String> members =
        Map.of("e0", "i1", "e1", "i1", "e2", "i1", "e3", "i2", "not of these", "i3");

    assertThat(
            of(new AlertRecord(some.all(), Optional.empty(), List.of(), members))
                .figures()
                .reduction())
        .hasValue(0.5);
  }

  @Test
  void flappingAreFourEpisodesInTenMinutes() {
    Episodes some = new Episodes();
    for (int i = 0; i < 4; i++) {
      some.add("A", "a", 2.5 * i, 1); // eight toggles in 8.5 min
      some.add("B", "b", 4 * i, 1); // eight in 13 min
      some.add("C", "c" + i, 2 * i, 1); // of four alerts
    }
    some.add("A", "a", 60, 1);

    assertThat(of(AlertRecord.of(some.all())).figures().flappingShare()).hasValue(4 / 13.0);
  }

  @Test
  void aFaultIsDetectedByTheFirstAlertThatNamesIt() {
    Episodes some =
        new Episodes()
            .add("A", "other", 1, 60) // names another host
            .add("A", "db", 12, 60)
            .add("B", "db", 15, 60)
            .add("C", "web", 90, 60); // fires already as the fault begins
    List<Fault> faults =
        List.of(
            fault("slow disk", "db", 10, 20),
            fault("again", "web", 100, 110),
            fault("unseen", "cache", 10, 20));
    QualityFigures figures = of(with(some, faults)).figures();

    assertThat(figures.faults()).isEqualTo(3);
    assertThat(figures.timeToDetect()).isEqualTo(new Delays(2, 60, 108));
    assertThat(figures.missed()).extracting(Fault::name).containsExactly("unseen");
  }

  @Test
  void falseIsWhatToldOfNoFault() {
    Episodes some =
        new Episodes().add("A", "db", 12, 5).add("A", "db", 30, 5).add("B", "web", 12, 5);
    List<Fault> faults = List.of(fault("slow disk", "db", 10, 20), fault("x", "cache", 50, 51));
    QualityFigures figures = of(with(some, faults)).figures();

    assertThat(figures.judged()).isEqualTo(3);
    assertThat(figures.falsely()).isEqualTo(2);
    assertThat(figures.falseShare()).hasValue(2 / 3.0);
    assertThat(figures.accuracy()).as("one right, two false, one missed").hasValue(0.25);
  }

  @Test
  void whatIsSaidOfAnAlertOverrulesTheFaultsAndTheNewestWordCounts() {
    Episodes some =
        new Episodes().add("A", "db", 12, 5).add("A", "db", 30, 5).add("B", "web", 40, 5);
    List<AlertMark> marks =
        List.of(
            mark(some.id(1), Kind.RIGHT, 35),
            mark(some.id(2), Kind.FALSE, 50),
            mark(some.id(0), Kind.FALSE, 14),
            mark(some.id(0), Kind.RIGHT, 13));
    List<Fault> faults = List.of(fault("slow disk", "db", 10, 20));
    AlertRecord record = new AlertRecord(some.all(), Optional.of(faults), marks, Map.of());

    assertThat(of(record).figures().falsely()).isEqualTo(2);
    assertThat(
            of(new AlertRecord(some.all(), Optional.empty(), marks, Map.of())).figures().judged())
        .isEqualTo(3);
    assertThat(of(AlertRecord.of(some.all())).figures().judged())
        .as("without faults and marks nothing is false")
        .isZero();
  }

  @Test
  void acknowledgementAndEndAreCountedFromTheFiring() {
    Episodes some =
        new Episodes().add("A", "a", 10, 30).add("A", "b", 10, 10).add("A", "c", 10, -1);
    List<AlertMark> marks =
        List.of(
            mark(some.id(0), Kind.ACKNOWLEDGED, 15),
            mark(some.id(0), Kind.ACKNOWLEDGED, 12),
            mark(some.id(2), Kind.ACKNOWLEDGED, 20));
    QualityFigures figures =
        of(new AlertRecord(some.all(), Optional.empty(), marks, Map.of())).figures();

    assertThat(figures.timeToAcknowledge()).isEqualTo(new Delays(2, 360, 552));
    assertThat(figures.timeToResolve()).isEqualTo(new Delays(2, 1_200, 1_680));
  }

  @Test
  void automationIsWhatNobodyHadToTouch() {
    Episodes some = new Episodes();
    for (int i = 0; i < 4; i++) {
      some.add("A", "h" + i, i, 5);
    }
    List<AlertMark> marks =
        List.of(
            mark("e0", Kind.AUTOMATED, 9),
            mark("e1", Kind.AUTOMATED, 9),
            mark("e1", Kind.ACTED, 9),
            mark("e2", Kind.ACTED, 9),
            rated("e0", 9),
            rated("e3", 6));
    AlertQuality quality = of(new AlertRecord(some.all(), Optional.empty(), marks, Map.of()));

    assertThat(quality.figures().automation()).hasValue(1 / 3.0);
    assertThat(quality.figures().rating()).hasValue(7.5);
    assertThat(quality.profiles().get(0).actedShare()).isEqualTo(0.75);
  }

  @Test
  void offendersAreAlertsThatFiredAgain() {
    Episodes some = new Episodes().add("B", "b", 1, 1).add("A", "a", 2, 1).add("B", "b", 300, 1);

    assertThat(of(AlertRecord.of(some.all())).figures().offenders())
        .containsExactly(new QualityFigures.Offender("B{host=\"b\"}", "pack/group/B", 2));
  }

  @Test
  void aProfileSaysWhenAndForHowLongARuleFires() {
    Episodes some = new Episodes();
    for (int day = 0; day < 4; day++) { // Thursday, Friday, Saturday, Sunday
      some.add("A", "h" + day, day * DAY + 60 * 13 + 59, 10);
    }
    RuleProfile profile = of(AlertRecord.of(some.all())).profiles().get(0);

    assertThat(profile.byHour().get(13)).isEqualTo(4);
    assertThat(profile.byWeekday()).containsExactly(0, 0, 0, 1, 1, 1, 1);
    assertThat(profile.lasted(0.5)).isCloseTo(600, within(12.0));
    RuleProfile there =
        AlertQuality.of(
                AlertRecord.of(some.all()),
                0,
                WEEK,
                ZoneId.of("Asia/Shanghai"),
                QualityPolicy.DEFAULT)
            .profiles()
            .get(0);
    assertThat(there.byHour().get(21)).isEqualTo(4);
  }

  @Test
  void partnersFireWithinFiveMinutesOfEachOther() {
    Episodes some = new Episodes();
    for (int i = 0; i < 4; i++) {
      some.add("A", "a", 60 * i, 1);
    }
    some.add("B", "b", 5, 1).add("B", "b", 55.1, 1).add("B", "b", 124.9, 1).add("B", "b", 186, 1);
    some.add("C", "c", 0, 1);
    AlertQuality quality = of(AlertRecord.of(some.all()));

    assertThat(quality.profiles())
        .filteredOn(profile -> profile.rule().endsWith("/A"))
        .flatExtracting(RuleProfile::partners)
        .containsExactly(
            new RuleProfile.Partner("pack/group/B", 0.75, 0.625),
            new RuleProfile.Partner("pack/group/C", 0.25, 0.125));
    assertThat(quality.profiles())
        .filteredOn(profile -> profile.rule().endsWith("/C"))
        .flatExtracting(RuleProfile::partners)
        .extracting(RuleProfile.Partner::share)
        .containsExactly(1.0, 1.0);
  }

  /** Of two rules that fire every minute each alert has one of the other near. */
  @Test
  void whatIsNearAnyhowIsNoPartner() {
    Episodes some = new Episodes();
    for (int i = 0; i < 600; i++) {
      some.add("A", "a" + i, i, 1.5);
      some.add("B", "b" + i, i + 0.5, 1.5);
    }
    AlertQuality quality = of(AlertRecord.of(some.all()));

    assertThat(quality.profiles())
        .flatExtracting(RuleProfile::partners)
        .as("but at the ends, where no hour lies beyond")
        .allMatch(partner -> partner.beyondChance() < 0.11);
    assertThat(quality.proposals()).isEmpty();
  }

  @Test
  void rulesAndPartnersAreBounded() {
    Episodes some = new Episodes();
    for (int rule = 0; rule < 30; rule++) {
      for (int i = 0; i <= rule; i++) {
        some.add("R" + rule, "h", i, 0.5);
      }
    }
    QualityPolicy few =
        new QualityPolicy(8, Duration.ofMinutes(10), Duration.ofMinutes(5), 2, 3, 10, 10);
    AlertQuality quality =
        AlertQuality.of(AlertRecord.of(some.all()), 0, WEEK, ZoneOffset.UTC, few);

    assertThat(quality.profiles())
        .extracting(RuleProfile::rule)
        .containsExactly(
            AlertQuality.OTHER_RULES, "pack/group/R29", "pack/group/R28", "pack/group/R27");
    assertThat(quality.profiles().get(0).fired()).isEqualTo(30 * 31 / 2 - 30 - 29 - 28);
    assertThat(quality.profiles()).allMatch(profile -> profile.partners().size() == 2);
  }

  @Test
  void everyReasonToReviewARuleHasItsCase() {
    Episodes some = new Episodes();
    for (int i = 0; i < 20; i++) {
      some.add("Wrong", "h" + i, 600 * i, 10);
      some.add("Flaps", "h", 600 + 2 * i, 1.5);
      some.add("Short", "h" + i, 600 * i + 100, 0.5);
      some.add("Ignored", "h" + i, 600 * i + 200, 10);
      some.add("Together", "h" + i, 600 * i + 300, 10);
      some.add("Anyhow", "h" + i, 600 * i + 301, 0.9);
      some.add("Fine", "h" + i, 600 * i + 400, 10);
    }
    some.add("Rare", "h", 9_999, 0.1);
    List<AlertMark> marks =
        some.all().stream()
            .filter(one -> !one.rule().endsWith("Ignored"))
            .map(
                one ->
                    new AlertMark(
                        one.id(),
                        one.rule().endsWith("Wrong") ? Kind.FALSE : Kind.ACTED,
                        one.firedAt(),
                        0))
            .toList();
    AlertRecord record = new AlertRecord(some.all(), Optional.empty(), marks, Map.of());
    List<Proposal> proposals =
        AlertQuality.of(record, 0, 2 * WEEK, ZoneOffset.UTC, QualityPolicy.DEFAULT).proposals();

    assertThat(proposals)
        .extracting(one -> one.rule().replace("pack/group/", "") + ' ' + one.reason())
        .containsExactly(
            "Wrong " + Reason.OFTEN_FALSE,
            "Flaps " + Reason.FLAPS,
            "Anyhow " + Reason.OVER_SOON,
            "Short " + Reason.OVER_SOON,
            "Ignored " + Reason.NOT_ACTED_ON,
            "Together " + Reason.ALWAYS_WITH_ANOTHER);
    assertThat(proposals.get(5).partner()).isEqualTo("pack/group/Anyhow");
    assertThat(of(with(some, List.of(fault("unseen", "cache", 1, 2)))).proposals().get(0))
        .isEqualTo(new Proposal("unseen", Reason.MISSED_FAULT, 1, 0, ""));
  }

  @Test
  void oneFalseAlertIsNoGroundToReviewARule() {
    Episodes some = new Episodes();
    for (int i = 0; i < 20; i++) {
      some.add("A", "h" + i, 600 * i, 10);
    }
    List<AlertMark> marks = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      marks.add(mark(some.id(i), i == 7 ? Kind.FALSE : Kind.RIGHT, 600 * i));
    }
    assertThat(reviewed(some, marks)).isEmpty();
    marks.set(8, mark(some.id(8), Kind.FALSE, 4_800));
    assertThat(reviewed(some, marks))
        .containsExactly(new Proposal("pack/group/A", Reason.OFTEN_FALSE, 0.1, 20, ""));
  }

  private static List<Proposal> reviewed(Episodes some, List<AlertMark> marks) {
    AlertRecord record = new AlertRecord(some.all(), Optional.empty(), marks, Map.of());
    return AlertQuality.of(record, 0, 2 * WEEK, ZoneOffset.UTC, QualityPolicy.DEFAULT).proposals();
  }

  @Test
  void targetsAreMetMissedOrWithoutData() {
    assertThat(QualityTarget.ACCURACY.judge(OptionalDouble.of(0.951))).isEqualTo(Verdict.MET);
    assertThat(QualityTarget.ACCURACY.judge(OptionalDouble.of(0.95))).isEqualTo(Verdict.MISSED);
    assertThat(QualityTarget.FALSE_ALERTS.judge(OptionalDouble.of(0.02))).isEqualTo(Verdict.MET);
    assertThat(QualityTarget.RESPONSE.judge(OptionalDouble.of(1_200))).isEqualTo(Verdict.MISSED);
    assertThat(QualityTarget.SATISFACTION.judge(OptionalDouble.of(9))).isEqualTo(Verdict.MET);
    QualityFigures figures = of(AlertRecord.of(List.of())).figures();
    for (QualityTarget target : QualityTarget.values()) {
      assertThat(target.judge(target.figure(figures, ServiceFigures.UNKNOWN)))
          .isEqualTo(Verdict.NO_DATA);
    }
    assertThat(
            QualityTarget.AVAILABILITY.figure(
                figures, new ServiceFigures(OptionalDouble.of(0.999), OptionalDouble.empty())))
        .hasValue(0.999);
  }

  @Test
  void boundsAreTold() {
    Duration gap = Duration.ofMinutes(5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new QualityPolicy(1, gap, gap, 5, 10, 10, 10))
        .withMessage("flapTransitions must be >= 2, was 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new QualityPolicy(8, Duration.ZERO, gap, 5, 10, 10, 10))
        .withMessage("flapWindow must be > 0, was PT0S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AlertMark("e", Kind.RATED, 0, 11))
        .withMessage("rating must be 1 to 10, was 11");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AlertMark("e", Kind.RIGHT, 0, 3))
        .withMessage("rating is of rated alone, was 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fault("x", "", 2, 1))
        .withMessage("to must be >= from, 120000, was 60000");
  }

  private static AlertRecord with(Episodes some, List<Fault> faults) {
    return new AlertRecord(some.all(), Optional.of(faults), List.of(), Map.of());
  }

  private static AlertQuality of(AlertRecord record) {
    return AlertQuality.of(record, 0, WEEK, ZoneOffset.UTC, QualityPolicy.DEFAULT);
  }
}
