package io.barograph.cli.rules;

import io.barograph.core.policy.MeasurePolicies;
import io.barograph.core.rulepack.RulePackBody;
import io.barograph.promql.rules.PackSettings;
import io.barograph.promql.rules.RuleFileException;
import java.util.Optional;

/** Whether a version of a pack judges business records otherwise than the one before. */
public final class JudgedOtherwise {
  private JudgedOtherwise() {}

  /**
   * True if it does.
   *
   * @param before the version that stood; empty if there was none
   */
  public static boolean by(RulePackBody now, Optional<RulePackBody> before) {
    return !measures(now)
        .equals(before.map(JudgedOtherwise::measures).orElse(MeasurePolicies.DEFAULT));
  }

  private static MeasurePolicies measures(RulePackBody body) {
    try {
      return PackSettings.parse(PackSettings.FILE_NAME, body.settings()).measures();
    } catch (RuleFileException ofAnotherRelease) {
      return MeasurePolicies.DEFAULT;
    }
  }
}
