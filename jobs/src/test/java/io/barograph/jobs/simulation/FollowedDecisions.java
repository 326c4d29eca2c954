package io.barograph.jobs.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.decision.Decision;
import io.barograph.core.incident.Incident;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Knows of an incident what its decisions say, and nothing else. */
final class FollowedDecisions {
  private final SortedSet<String> members = new TreeSet<>();
  private String kind = "";
  private String root = "";
  private String priority = "";
  private boolean isOpen;

  private FollowedDecisions() {}

  /** Follows all incidents and looks that nothing is otherwise than their decisions say. */
  static void check(List<Incident> incidents) {
    Map<String, List<Incident>> byId = new TreeMap<>();
    for (Incident incident : incidents) {
      byId.computeIfAbsent(incident.id(), any -> new ArrayList<>()).add(incident);
    }
    byId.values().forEach(FollowedDecisions::checkOne);
  }

  private static void checkOne(List<Incident> versions) {
    versions.sort(Comparator.comparingInt(Incident::version));
    FollowedDecisions followed = new FollowedDecisions();
    int version = 0;
    for (Incident incident : versions) {
      assertThat(incident.version()).as("each version is told: %s", incident).isEqualTo(++version);
      assertThat(incident.decisions()).as("no version without a reason: %s", incident).isNotEmpty();
      incident.decisions().forEach(decision -> followed.take(decision, incident));
      followed.isAs(incident);
    }
    assertThat(followed.isOpen).as("all incidents end: %s", versions).isFalse();
  }

  private void take(Decision decision, Incident incident) {
    assertThat(decision.incident()).isEqualTo(incident.id());
    assertThat(decision.version()).isEqualTo(incident.version());
    switch (decision.code()) {
      case INCIDENT_OPENED -> {
        isOpen = true;
        become(decision);
      }
      case INCIDENT_REVISED -> {
        assertThat(decision.parameters())
            .as("what was before")
            .containsEntry("was_kind", kind)
            .containsEntry("was_root", root);
        become(decision);
      }
      case ALERT_JOINED -> members.add(decision.alert());
      case ALERT_LEFT -> assertThat(members.remove(decision.alert())).as("was there").isTrue();
      case PRIORITY_RAISED -> priority = decision.parameters().get("priority");
      case INCIDENT_CLOSED -> isOpen = false;
      case ROOTS_RANKED -> assertThat(decision.parameters().get("roots")).isNotEmpty();
      default -> throw new AssertionError("no decision about incidents: " + decision);
    }
  }

  private void become(Decision decision) {
    kind = decision.parameters().get("kind");
    root = decision.parameters().get("root");
  }

  private void isAs(Incident incident) {
    assertThat(members).as("members of %s", incident).hasSize(incident.memberCount());
    assertThat(firstOfEach()).as("members of %s", incident).isEqualTo(toldOf(incident));
    assertThat(kind).as("kind of %s", incident).isEqualTo(incident.kind().wireName());
    assertThat(root).as("root of %s", incident).isEqualTo(incident.root());
    assertThat(isOpen).as("whether %s is open", incident).isEqualTo(incident.isOpen());
    if (!priority.isEmpty()) {
      assertThat(priority).as("priority of %s", incident).isEqualTo(incident.priority().name());
    }
  }

  /** Each alert with how often it is a member: its first episode stands for all. */
  private Map<String, Integer> firstOfEach() {
    Map<String, String> firsts = new TreeMap<>();
    Map<String, Integer> counts = new TreeMap<>();
    for (String member : members) {
      String fingerprint = member.substring(0, member.indexOf('-'));
      counts.merge(firsts.computeIfAbsent(fingerprint, any -> member), 1, Integer::sum);
    }
    return counts;
  }

  private static Map<String, Integer> toldOf(Incident incident) {
    Map<String, Integer> counts = new TreeMap<>();
    incident.members().forEach(member -> counts.put(member.alert().id(), member.count()));
    return counts;
  }
}
