package io.barograph.cep.chain;

/**
 * What is counted of chains: received = late + duplicate + alone + over the bound + taken + still
 * waiting for the clock.
 */
public enum ChainMetric {
  CHANGES_RECEIVED(
      "numChainChanges", "state changes that are a stage of some chain, once for each pattern"),
  CHANGES_LATE("numChainChangesLate", "state changes behind the clock, left out"),
  CHANGES_DUPLICATE("numChainChangesDuplicate", "state changes that had been told before"),
  CHANGES_ALONE("numChainChangesAlone", "state changes that no open chain could go on with"),
  CHANGES_OVER_BOUND(
      "numChainChangesOverBound",
      "state changes with which no chain began since too many of its key were open"),
  CHANGES_TAKEN("numChainChangesTaken", "state changes that chains began or could go on with"),
  CHAINS_BEGUN("numChainsBegun", "chains that began"),
  CHAINS_COMPLETE("numChainsComplete", "chains that were complete"),
  CHAINS_TIMED_OUT(
      "numChainsTimedOut", "chains that were still open long after their time; always 0"),
  CHAINS_WITHDRAWN(
      "numChainsWithdrawn",
      "complete chains that were not told since their pattern was deleted or changed while they"
          + " were open"),
  PACKS_CHANGED("numPatternPacksChanged", "changes of packs whose patterns were taken");

  private final String metricName;
  private final String help;

  ChainMetric(String metricName, String help) {
    this.metricName = metricName;
    this.help = help;
  }

  /** The name in Flink's metrics. */
  public String metricName() {
    return metricName;
  }

  /** What it counts. */
  public String help() {
    return help;
  }
}
