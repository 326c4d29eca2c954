package io.barograph.core.alert;

/**
 * The rule that an alert comes from.
 *
 * @param pack the rule pack
 * @param group the group in the pack
 * @param rule the alert's name in the group
 * @param version the pack's version, or the empty text where packs are not versioned
 */
public record Owner(String pack, String group, String rule, String version) {}
