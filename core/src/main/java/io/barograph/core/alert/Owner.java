package io.barograph.core.alert;

import java.io.Serializable;
import java.util.Comparator;

/**
 * The rule that an alert comes from.
 *
 * @param pack the rule pack
 * @param group the group in the pack
 * @param rule the alert's name in the group; where several rules of one group can give the same
 *     alert, the second is called {@code name#2}, and so on
 * @param version the pack's version, or the empty text where packs are not versioned
 */
public record Owner(String pack, String group, String rule, String version)
    implements Serializable {
  /** By pack, group and rule; versions of one rule are the same owner. */
  public static final Comparator<Owner> ORDER =
      Comparator.comparing(Owner::pack).thenComparing(Owner::group).thenComparing(Owner::rule);
}
