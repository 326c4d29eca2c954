/**
 * Chains of state changes, found by Flink CEP.
 *
 * <p>Patterns are data, so that declaring one needs no restart: there is one automaton for each
 * length, and its conditions ask only what a state change was tagged with. Before them stands
 * {@link io.barograph.cep.chain.ChainDoorFunction}, which puts what happens to one key in order,
 * drops what is late, told twice or too much, and says when a chain has waited for long enough. So
 * an automaton holds no more than what is open, for no longer than its pattern says, and no time of
 * a pattern is built into it.
 */
package io.barograph.cep.chain;
