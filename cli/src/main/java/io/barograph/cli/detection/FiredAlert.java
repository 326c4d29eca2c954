package io.barograph.cli.detection;

import java.time.Instant;
import java.util.Optional;

/**
 * An alert that fired, and when others could know of it, all by the clock of this machine.
 *
 * @param alertName the name of its rule
 * @param at the time of the evaluation at which it fired
 * @param told when it could be read outside of what evaluates the rules
 * @param ended the time of the evaluation at which it was over; empty while it lasts
 * @param incident when an incident that it belongs to could be read; empty if none could
 * @param notified when a receiver was notified; empty if none was
 */
public record FiredAlert(
    String alertName,
    Instant at,
    Instant told,
    Optional<Instant> ended,
    Optional<Instant> incident,
    Optional<Instant> notified) {}
