package io.barograph.cli.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.barograph.core.decision.Decision;
import io.barograph.core.decision.DecisionCode;
import io.barograph.formats.incident.DecisionJson;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was decided about alerts, as people read it. */
class StoryTest {
  private static final long MINUTE = 60_000;

  private final List<JsonNode> topic = new ArrayList<>();

  private void decided(DecisionCode code, String incident, String alert, int minute, String... why)
      throws JsonProcessingException {
    Decision decision = Decision.of(code, incident, alert, 1, minute * MINUTE, why);
    topic.add(new ObjectMapper().readTree(DecisionJson.of(decision)));
  }

  private void told(String alert, int minute, String receiver, String why)
      throws JsonProcessingException {
    decided(DecisionCode.ALERT_TOLD, "", alert, minute, "n-" + minute, receiver, "firing", why);
  }

  private void escalated(String alert, int minute, String receiver) throws JsonProcessingException {
    decided(
        DecisionCode.ALERT_ESCALATED,
        "",
        alert,
        minute,
        "step-" + receiver,
        "no answer",
        receiver,
        "0.400",
        "it has fired for 15m and nobody has acknowledged it, the impact is 0.400");
  }

  @Test
  void anAlertGoesOnToSomebodyBeforeThisOneIsTold() throws JsonProcessingException {
    told("a", 1, "ops", "first notification");
    told("a", 16, "lead", "escalated");
    escalated("a", 16, "lead");
    escalated("a", 16, "lead"); // a restart tells it again
    escalated("b", 16, "lead");
    decided(DecisionCode.ALERT_FIRED, "", "a", 1, "condition_true", "the condition is true");

    assertThat(Story.ofAlert(topic::forEach, topic::forEach, "a").lines())
        .containsExactly(
            "1970-01-01T00:01:00.000Z  the alert fires: the condition is true",
            "1970-01-01T00:01:00.000Z  ops is told that the alert is firing: first notification",
            "1970-01-01T00:16:00.000Z  the alert goes on to lead by the escalation \"no answer\":"
                + " it has fired for 15m and nobody has acknowledged it, the impact is 0.400",
            "1970-01-01T00:16:00.000Z  lead is told that the alert is firing: escalated");
  }

  @Test
  void theIncidentsOfAnAlertBelongToItsStoryAndItsStepsNotToTheirs()
      throws JsonProcessingException {
    decided(DecisionCode.INCIDENT_OPENED, "i", "", 2, "cascade", "db", " that began at db");
    decided(DecisionCode.ALERT_JOINED, "i", "a", 2, "root", "", "1.00", "is where it began");
    escalated("a", 16, "lead");
    decided(DecisionCode.INCIDENT_CLOSED, "i", "", 20);

    assertThat(Story.ofAlert(topic::forEach, topic::forEach, "a").lines())
        .extracting(line -> line.substring(26))
        .containsExactly(
            "a cascade is open that began at db  [incident i]",
            "the alert is where it began (score 1.00)  [incident i]",
            "the alert goes on to lead by the escalation \"no answer\": it has fired for 15m and"
                + " nobody has acknowledged it, the impact is 0.400",
            "nothing more has come  [incident i]");
    assertThat(Story.ofIncident(topic::forEach, "i").decisions()).hasSize(3);
    assertThat(Story.ofAlert(topic::forEach, topic::forEach, "c").isEmpty()).isTrue();
  }
}
