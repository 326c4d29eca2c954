package io.barograph.cli.rootcause;

import io.barograph.core.incident.ServiceGraph;
import io.barograph.core.rootcause.Measure;
import java.util.List;
import java.util.Map;

/**
 * A system, what was measured of it, and the faults that were put into it.
 *
 * @param name of the data set
 * @param graph who calls whom
 * @param cases what is ranked, in the order of time
 * @param isContinuous whether the windows are of one run, so that what was seen in one is the past
 *     of the next; each is compared with the first one's past alone otherwise
 * @param answers by the id of the case, what was done; for the score alone
 */
record FaultRun(
    String name,
    ServiceGraph graph,
    List<Case> cases,
    boolean isContinuous,
    Map<String, Answer> answers) {

  /**
   * One incident.
   *
   * @param before what was measured since the case before
   * @param window what was measured from then on that the fault was seen
   */
  record Case(String id, List<Measure> before, List<Measure> window) {}

  /**
   * What was done.
   *
   * @param root where
   * @param kind of fault
   */
  record Answer(String root, String kind) {}
}
