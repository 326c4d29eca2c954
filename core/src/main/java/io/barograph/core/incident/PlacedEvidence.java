package io.barograph.core.incident;

/** Evidence, and the environment whose incidents it is about; empty if there is only one. */
public record PlacedEvidence(String environment, Evidence evidence) {}
