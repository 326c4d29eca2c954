package io.barograph.core.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.alert.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RecommendationsTest {
  private static final Recommendation OF_CASCADES = of(IncidentKind.CASCADE, "", "begin at root");
  private static final Recommendation OF_FEED = of(null, "FeedSilent", "switch the feed");
  private static final Recommendation OF_BOTH =
      of(IncidentKind.CASCADE, "FeedSilent", "switch all feeds");

  @Test
  void theMostExactEntryHolds() {
    Incident cascade = incident(IncidentKind.CASCADE, "FeedSilent");

    assertThat(texts(cascade, OF_BOTH, OF_FEED, OF_CASCADES))
        .containsExactly("switch all feeds", "begin at root");
    assertThat(texts(cascade, OF_FEED, OF_CASCADES))
        .containsExactly("switch the feed", "begin at root");
    assertThat(texts(incident(IncidentKind.STORM, "FeedSilent"), OF_BOTH, OF_FEED, OF_CASCADES))
        .containsExactly("switch the feed");
    assertThat(texts(incident(IncidentKind.STORM, "Other"), OF_BOTH, OF_FEED, OF_CASCADES))
        .isEmpty();
  }

  @Test
  void theLastOfSeveralHolds() {
    Recommendation own = of(IncidentKind.CASCADE, "", "call the desk");

    assertThat(texts(incident(IncidentKind.CASCADE, "Any"), OF_CASCADES, own))
        .containsExactly("call the desk");
  }

  @Test
  void anIncidentWithoutAlertsHasThatOfItsKind() {
    Recommendation own = of(IncidentKind.HEARTBEAT, "", "is it running?");

    assertThat(texts(incident(IncidentKind.HEARTBEAT), own)).containsExactly("is it running?");
  }

  @Test
  void theRootComesFirstAndFiveAreEnough() {
    List<Recommendation> table = new ArrayList<>();
    String[] alerts = new String[8];
    for (int alert = 0; alert < alerts.length; alert++) {
      alerts[alert] = "A" + alert;
      table.add(of(null, alerts[alert], "do " + alert));
    }
    Incident incident = incident(IncidentKind.CASCADE, alerts);

    // the last member is on the root
    assertThat(texts(incident, table.toArray(Recommendation[]::new)))
        .containsExactly("do 7", "do 0", "do 1", "do 2", "do 3");
  }

  @Test
  void anEntryIsAboutSomethingAndSaysSomething() {
    assertThatThrownBy(() -> of(null, "", "pray")).hasMessageContaining("kind or alert");
    assertThatThrownBy(() -> of(IncidentKind.STORM, "", " ")).hasMessageContaining("text");
  }

  private static Recommendation of(IncidentKind kind, String alert, String text) {
    return new Recommendation(kind, alert, text, "");
  }

  private static List<String> texts(Incident incident, Recommendation... table) {
    return new Recommendations(List.of(table))
        .of(incident).stream().map(Recommendations.Advice::text).toList();
  }

  private static Incident incident(IncidentKind kind, String... alerts) {
    List<Incident.Member> members = new ArrayList<>();
    for (int place = 0; place < alerts.length; place++) {
      String service = place == alerts.length - 1 ? "root" : "caller" + place;
      AlertSignal alert =
          new AlertSignal("id" + place, place, alerts[place], "f", service, "", Priority.P2, true);
      members.add(new Incident.Member(alert, JoinReason.CALLS, "", 1));
    }
    return new Incident(
        "i",
        1,
        "",
        kind,
        "root",
        0,
        1,
        true,
        Priority.P2,
        0,
        new TreeSet<>(),
        members.size(),
        members,
        List.of());
  }
}
