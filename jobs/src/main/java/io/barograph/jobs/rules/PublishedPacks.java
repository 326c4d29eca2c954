package io.barograph.jobs.rules;

import io.barograph.core.rulepack.RulePackBody;
import io.barograph.promql.rules.PackSettings;
import java.util.ArrayList;

/** Rule packs as the topic of rules holds them. */
public final class PublishedPacks {
  private PublishedPacks() {}

  /** The texts of a version; its files are called {@code desk/rules.yml (version 3)}. */
  public static RulePacks.PackText text(RulePackBody body) {
    ArrayList<RulePacks.FileText> files = new ArrayList<>();
    body.files().forEach(file -> files.add(text(body, file.name(), file.text())));
    return new RulePacks.PackText(
        body.pack(),
        files,
        body.settings().isEmpty() ? null : text(body, PackSettings.FILE_NAME, body.settings()));
  }

  private static RulePacks.FileText text(RulePackBody body, String name, String text) {
    return new RulePacks.FileText(
        "%s/%s (version %d)".formatted(body.pack(), name, body.version()), text);
  }
}
