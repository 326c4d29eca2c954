package io.barograph.core.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.alert.Priority;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The members of an incident, and what is kept of them. */
class IncidentMembersTest {
  private static final int MOST = 3;

  private final IncidentMembers members = new IncidentMembers(MOST);

  @Test
  void stayInOrderHoweverTheyCome() {
    put("c", 30, "web", Priority.P2);
    put("a", 10, "db", Priority.P2);
    put("b", 10, "web", Priority.P2);

    assertThat(members.alerts()).extracting(AlertSignal::id).containsExactly("a", "b", "c");
    assertThat(members.first(2)).extracting(one -> one.alert().id()).containsExactly("a", "b");
  }

  @Test
  void whatTheyComeToFollowsThoseThatLeave() {
    put("a", 10, "db", Priority.P1);
    put("b", 20, "web", Priority.P3);
    put("c", 30, "web", Priority.P3);
    assertThat(members.services()).containsExactly("db", "web");
    assertThat(members.priority()).isEqualTo(Priority.P1);

    members.remove("a");
    members.remove("b");
    members.remove("none");

    assertThat(members.services()).containsExactly("web");
    assertThat(members.priority()).isEqualTo(Priority.P3);
    assertThat(members.size()).isEqualTo(1);
    members.remove("c");
    assertThat(members.services()).isEmpty();
    assertThat(members.priority()).isEqualTo(Priority.P4);
  }

  @Test
  void oneThatIsTakenAgainCountsOnce() {
    put("a", 10, "db", Priority.P1);
    put("a", 12, "web", Priority.P2);

    assertThat(members.size()).isEqualTo(1);
    assertThat(members.services()).containsExactly("web");
    assertThat(members.priority()).isEqualTo(Priority.P2);
    assertThat(members.first(9)).singleElement().returns(1, Incident.Member::count);
  }

  @Test
  void anAlertThatFiresAgainStandsOnceWithItsCount() {
    members.put(member("a-1", 10, "same", "web", Priority.P2));
    members.put(member("a-2", 20, "same", "web", Priority.P2));
    members.put(member("a-3", 30, "same", "web", Priority.P1));

    assertThat(members.first(9))
        .as("what grew worse is told apart")
        .extracting(one -> one.alert().id() + " " + one.count())
        .containsExactly("a-1 2", "a-3 1");
    members.remove("a-1");
    assertThat(members.first(9))
        .extracting(one -> one.alert().id() + " " + one.count())
        .containsExactly("a-2 1", "a-3 1");
  }

  @Test
  void beyondTheBoundTheyAreCounted() throws IOException {
    for (String id : new String[] {"a", "b", "c"}) {
      assertThat(members.holds(id)).isTrue();
      put(id, 10, "web", Priority.P3);
    }
    assertThat(members.holds("c")).isTrue();
    assertThat(members.holds("d")).isFalse();
    members.addBeyond(member("d", 40, "d", "db", Priority.P1).alert());
    members.addBeyond(member("e", 50, "b", "web", Priority.P3).alert());

    for (IncidentMembers some : new IncidentMembers[] {members, copy()}) {
      assertThat(some.size()).isEqualTo(5);
      assertThat(some.first(9)).extracting(Incident.Member::count).containsExactly(1, 2, 1);
      assertThat(some.alerts()).hasSize(MOST);
      assertThat(some.services()).containsExactly("db", "web");
      assertThat(some.priority()).isEqualTo(Priority.P1);
      some.remove("a");
      assertThat(some.size()).isEqualTo(4);
      assertThat(some.services()).contains("db");
    }
  }

  private IncidentMembers copy() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    members.write(new DataOutputStream(bytes));
    IncidentMembers copy = new IncidentMembers(MOST);
    copy.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    return copy;
  }

  private void put(String id, long time, String service, Priority priority) {
    members.put(member(id, time, id, service, priority));
  }

  private static Incident.Member member(
      String id, long time, String fingerprint, String service, Priority priority) {
    AlertSignal alert = new AlertSignal(id, time, "A", fingerprint, service, "h", priority, true);
    return new Incident.Member(alert, JoinReason.CALLS, "db", 0.5);
  }
}
