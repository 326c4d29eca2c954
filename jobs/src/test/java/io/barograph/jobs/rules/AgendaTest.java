package io.barograph.jobs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgendaTest {
  private final Map<String, Long> due = new HashMap<>();
  private final Agenda<String> agenda = new Agenda<>(due::get);
  private final List<String> done = new ArrayList<>();

  @Test
  void doesEachThingOnceAtTheTickThatItSaysInTheOrderOfTicks() throws Exception {
    enter("b", 20);
    enter("a", 30);
    enter("a", 10);
    enter("b", 20);
    agenda.doDue(40, this::finish);

    assertThat(done).containsExactly("a 10", "b 20");
  }

  @Test
  void aThingThatIsEnteredAgainWhileItIsDoneComesAtItsNewTick() throws Exception {
    enter("a", 10);
    agenda.doDue(
        35,
        thing -> {
          done.add(thing + " " + due.get(thing));
          enter(thing, due.get(thing) + 10);
        });

    assertThat(done).containsExactly("a 10", "a 20", "a 30");
  }

  @Test
  void whatLiesAheadWaits() throws Exception {
    enter("a", 10);
    agenda.doDue(9, this::finish);
    assertThat(done).isEmpty();
    agenda.doDue(10, this::finish);

    assertThat(done).containsExactly("a 10");
  }

  private void enter(String thing, long tick) {
    due.put(thing, tick);
    agenda.enter(thing);
  }

  private void finish(String thing) {
    done.add(thing + " " + due.get(thing));
    due.put(thing, Long.MAX_VALUE);
  }
}
