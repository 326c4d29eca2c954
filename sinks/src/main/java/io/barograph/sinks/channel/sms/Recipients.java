package io.barograph.sinks.channel.sms;

import io.barograph.core.template.ExpansionException;
import io.barograph.core.template.MessageTexts.MessageText;
import io.barograph.sinks.channel.Message;
import io.barograph.sinks.channel.Settings;
import java.util.ArrayList;
import java.util.List;

/** The telephones that a text message goes to: {@code to}, one text or a list, with actions. */
final class Recipients {
  private Recipients() {}

  static List<MessageText> of(Settings settings) {
    List<MessageText> to = settings.templateList("to");
    if (to.isEmpty()) {
      throw settings.failure("to", "is missing; name at least one telephone");
    }
    return to;
  }

  /** The numbers; a text may give several with commas between them. */
  static List<String> numbers(List<MessageText> to, Message message) throws ExpansionException {
    List<String> numbers = new ArrayList<>();
    for (MessageText text : to) {
      for (String number : message.text(text).split(",", -1)) {
        if (!number.isBlank()) {
          numbers.add(number.strip());
        }
      }
    }
    return numbers;
  }
}
