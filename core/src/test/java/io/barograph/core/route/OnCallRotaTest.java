package io.barograph.core.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.route.OnCallRota.Duty;
import io.barograph.core.route.OnCallRota.Layer;
import io.barograph.core.route.OnCallRota.StandIn;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnCallRotaTest {
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  /** From Monday 2026-01-05, 09:00 in Shanghai, a week each. */
  private static final Layer WEEKLY =
      new Layer(
          List.of("li", "wang", "zhao"),
          LocalDate.parse("2026-01-05"),
          LocalTime.of(9, 0),
          7,
          List.of());

  @ParameterizedTest
  @CsvSource({
    "2026-01-05T00:59:59.999Z, ''",
    "2026-01-05T01:00:00Z, li",
    "2026-01-12T00:59:59.999Z, li",
    "2026-01-12T01:00:00Z, wang",
    "2026-01-19T01:00:00Z, zhao",
    "2026-01-26T01:00:00Z, li",
    "2027-01-04T01:00:00Z, wang"
  })
  void peopleTakeTurnsAtTheHandover(String at, String who) {
    assertThat(rota(WEEKLY).onCall(millis(at)).orElse("")).isEqualTo(who);
  }

  @Test
  void anOverrideStandsInAndTheLastOneCounts() {
    OnCallRota rota =
        new OnCallRota(
            "desk",
            SHANGHAI,
            List.of(WEEKLY),
            List.of(
                new StandIn("chen", millis("2026-01-06T00:00:00Z"), millis("2026-01-08T00:00:00Z")),
                new StandIn(
                    "sun", millis("2026-01-07T00:00:00Z"), millis("2026-01-07T12:00:00Z"))));

    assertThat(rota.duties(millis("2026-01-05T20:00:00Z"), millis("2026-01-08T04:00:00Z")))
        .containsExactly(
            duty("li", "2026-01-05T20:00:00Z", "2026-01-06T00:00:00Z", false),
            duty("chen", "2026-01-06T00:00:00Z", "2026-01-07T00:00:00Z", true),
            duty("sun", "2026-01-07T00:00:00Z", "2026-01-07T12:00:00Z", true),
            duty("chen", "2026-01-07T12:00:00Z", "2026-01-08T00:00:00Z", true),
            duty("li", "2026-01-08T00:00:00Z", "2026-01-08T04:00:00Z", false));
  }

  @Test
  void theFirstLayerThatHasSomebodyCountsAndGapsAreGaps() {
    TimeInterval office =
        new TimeInterval(
            List.of(new TimeInterval.MinuteSpan(540, 1080)),
            List.of(new TimeInterval.Span(1, 5)),
            List.of(),
            List.of(),
            List.of(),
            SHANGHAI);
    TimeInterval monday =
        new TimeInterval(
            List.of(),
            List.of(new TimeInterval.Span(1, 1)),
            List.of(),
            List.of(),
            List.of(),
            SHANGHAI);
    LocalDate first = LocalDate.parse("2026-01-05");
    Layer days = new Layer(List.of("li"), first, LocalTime.MIDNIGHT, 1, List.of(office));
    Layer mondays = new Layer(List.of("wang"), first, LocalTime.MIDNIGHT, 1, List.of(monday));

    assertThat(
            rota(days, mondays)
                .duties(millis("2026-01-04T15:00:00Z"), millis("2026-01-06T02:00:00Z")))
        .containsExactly(
            duty("wang", "2026-01-04T16:00:00Z", "2026-01-05T01:00:00Z", false),
            duty("li", "2026-01-05T01:00:00Z", "2026-01-05T10:00:00Z", false),
            duty("wang", "2026-01-05T10:00:00Z", "2026-01-05T16:00:00Z", false),
            duty("li", "2026-01-06T01:00:00Z", "2026-01-06T02:00:00Z", false));
  }

  @Test
  void aShiftInWhichClocksChangeIsAnHourShorterOrLonger() {
    Layer daily =
        new Layer(
            List.of("ann", "ben"), LocalDate.parse("2026-03-01"), LocalTime.of(8, 0), 1, List.of());
    OnCallRota berlin = new OnCallRota("b", ZoneId.of("Europe/Berlin"), List.of(daily), List.of());

    assertThat(berlin.duties(millis("2026-03-28T07:00:00Z"), millis("2026-03-30T06:00:00Z")))
        .containsExactly(
            duty("ben", "2026-03-28T07:00:00Z", "2026-03-29T06:00:00Z", false),
            duty("ann", "2026-03-29T06:00:00Z", "2026-03-30T06:00:00Z", false));
    assertThat(berlin.duties(millis("2026-10-24T06:00:00Z"), millis("2026-10-25T07:00:00Z")))
        .hasSize(1);
  }

  @Test
  void refusesWhatIsNoRota() {
    assertThatThrownBy(() -> rota(WEEKLY).duties(0, OnCallRota.MAX_SPAN_MILLIS + 1))
        .hasMessage("at most 92 days can be looked over, were 92");
    assertThatThrownBy(() -> new StandIn("li", 5, 5)).hasMessage("to must be after from");
    assertThatThrownBy(() -> new Layer(List.of(), LocalDate.EPOCH, LocalTime.NOON, 1, List.of()))
        .hasMessage("people must name at least one");
    assertThatThrownBy(
            () -> new Layer(List.of("li"), LocalDate.EPOCH, LocalTime.NOON, 0, List.of()))
        .hasMessage("everyDays must be >= 1, was 0");
    assertThat(rota().onCall(0)).isEmpty();
  }

  @Test
  void aPlanTellsNoContacts() {
    OnCallPlan plan =
        new OnCallPlan(Map.of("li", Map.of("mobile", "13800000000")), Map.of("desk", rota(WEEKLY)));

    assertThat(plan.toString()).isEqualTo("rotas [desk] of [li]");
  }

  private static OnCallRota rota(Layer... layers) {
    return new OnCallRota("desk", SHANGHAI, List.of(layers), List.of());
  }

  private static Duty duty(String who, String from, String to, boolean standsIn) {
    return new Duty(who, millis(from), millis(to), standsIn);
  }

  private static long millis(String at) {
    return Instant.parse(at).toEpochMilli();
  }
}
