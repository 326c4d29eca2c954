/**
 * Short ordered chains of state changes, declared as data: an alert that grew worse and did not
 * recover between, errors behind a deploy.
 *
 * <p>A {@link io.barograph.core.pattern.ChainPattern} says what a chain is. A {@link
 * io.barograph.core.pattern.ChainBook} says of a state change of which chains it is a stage. What
 * follows what is found elsewhere, by one automaton for each length of a chain.
 */
package io.barograph.core.pattern;
