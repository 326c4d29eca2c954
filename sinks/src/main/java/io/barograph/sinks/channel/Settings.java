package io.barograph.sinks.channel;

import io.barograph.core.route.IntegrationConfig;
import io.barograph.core.template.MessageTexts.MessageText;
import io.barograph.core.template.TemplateException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings of a channel as it reads them. A text may name variables of the environment, as
 * <code>${env:NAME}</code>; a secret may stand in a file, whose name is in the field of the same
 * name with {@code _file} behind it. What was read is known, so that the rest can be refused.
 */
public final class Settings {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)}");
  private static final Pattern DURATION =
      Pattern.compile("(?:([0-9]{1,6})h)?(?:([0-9]{1,6})m)?(?:([0-9]{1,6})s)?(?:([0-9]{1,9})ms)?");
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(10);
  private static final int MAX_SECRET_BYTES = 64 * 1024;

  private final String place;
  private final Map<String, ?> fields;
  private final ChannelContext context;
  private final Secrets secrets;
  private final Set<String> known = new TreeSet<>(Set.of("send_resolved"));

  private Settings(String place, Map<String, ?> fields, ChannelContext context, Secrets secrets) {
    this.place = place;
    this.fields = fields;
    this.context = context;
    this.secrets = secrets;
  }

  /** The settings of an integration. */
  public static Settings of(IntegrationConfig integration, ChannelContext context) {
    String place = "%s_configs[%d]".formatted(integration.type(), integration.index());
    return new Settings(place, integration.settings(), context, new Secrets());
  }

  /** What must not be told; it grows as secrets are read. */
  public Secrets secrets() {
    return secrets;
  }

  /** The failure of a field. */
  public ChannelException failure(String field, String reason) {
    return new ChannelException("%s.%s: %s".formatted(place, field, secrets.strike(reason)));
  }

  /** True if the field is there. */
  public boolean has(String field) {
    known.add(field);
    return fields.get(field) != null;
  }

  /** A text, or what stands for it. */
  public String text(String field, String otherwise) {
    if (!has(field)) {
      return otherwise;
    }
    Object value = fields.get(field);
    if (value instanceof Map || value instanceof List) {
      throw failure(field, "must be a text");
    }
    return expanded(field, value.toString());
  }

  /** A text that has to be there. */
  public String text(String field) {
    String value = text(field, "");
    if (value.isEmpty()) {
      throw failure(field, "is missing");
    }
    return value;
  }

  private String expanded(String field, String value) {
    Matcher variables = VARIABLE.matcher(value);
    StringBuilder out = new StringBuilder();
    while (variables.find()) {
      String content = System.getenv(variables.group(1));
      if (content == null) {
        throw failure(
            field, "the environment has no variable %s; set it".formatted(variables.group(1)));
      }
      secrets.add(content);
      variables.appendReplacement(out, Matcher.quoteReplacement(content));
    }
    return variables.appendTail(out).toString();
  }

  /** A secret, from the field, a variable or the file that {@code field_file} names. */
  public Optional<String> secret(String field) {
    Optional<String> secret = textOrFile(field);
    secret.ifPresent(secrets::add);
    return secret;
  }

  /** A text that is no secret, from the field or the file that {@code field_file} names. */
  public Optional<String> textOrFile(String field) {
    String file = text(field + "_file", "");
    String value = text(field, "");
    if (!file.isEmpty() && !value.isEmpty()) {
      throw failure(field, "stands beside %s_file; leave one of them out".formatted(field));
    }
    String text = file.isEmpty() ? value : content(field + "_file", file);
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /** A secret that has to be there. */
  public String requiredSecret(String field) {
    return secret(field)
        .orElseThrow(
            () -> failure(field, "is missing; set it, or %s_file to a file".formatted(field)));
  }

  private String content(String field, String file) {
    try {
      if (Files.size(Path.of(file)) > MAX_SECRET_BYTES) {
        throw failure(field, "%s is longer than %d bytes".formatted(file, MAX_SECRET_BYTES));
      }
      return Files.readString(Path.of(file)).strip();
    } catch (IOException unreadable) {
      throw failure(field, "cannot read %s; check the path and its rights".formatted(file));
    }
  }

  /** An address that begins with http or https, which is a secret itself. */
  public Optional<URI> address(String field) {
    return secret(field).map(text -> address(field, text));
  }

  /** An address that has to be there. */
  public URI requiredAddress(String field) {
    return address(field, requiredSecret(field));
  }

  /** An address, or what stands for it; it is no secret. */
  public URI address(String field, URI otherwise) {
    return has(field) ? address(field, text(field)) : otherwise;
  }

  private URI address(String field, String text) {
    try {
      URI address = new URI(text);
      boolean isWeb = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
      if (isWeb && address.getHost() != null) {
        secrets.addAddress(address);
        return address;
      }
    } catch (URISyntaxException invalid) {
      // Said below, without the text.
    }
    throw failure(field, "is no address such as https://example.com/path");
  }

  /** True or false. */
  public boolean flag(String field, boolean otherwise) {
    if (!has(field)) {
      return otherwise;
    }
    if (fields.get(field) instanceof Boolean flag) {
      return flag;
    }
    throw failure(field, "must be true or false, was " + fields.get(field));
  }

  /** A whole number within bounds. */
  public int number(String field, int otherwise, int least, int most) {
    String text = text(field, String.valueOf(otherwise));
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException invalid) {
      // Said below.
    }
    throw failure(field, "must be from %d to %d, was %s".formatted(least, most, text));
  }

  /** How long one attempt may last: {@code 10s} unless said otherwise, at most ten minutes. */
  public Duration timeout() {
    Duration timeout = duration("timeout", Duration.ofSeconds(10), LONGEST_TIMEOUT);
    return timeout.isZero() ? Duration.ofSeconds(10) : timeout;
  }

  /** A duration such as {@code 1h30m}, at most so long. */
  public Duration duration(String field, Duration otherwise, Duration longest) {
    if (!has(field)) {
      return otherwise;
    }
    String text = text(field);
    Matcher parts = DURATION.matcher(text);
    if (parts.matches()) {
      long millis =
          3_600_000 * part(parts, 1)
              + 60_000 * part(parts, 2)
              + 1_000 * part(parts, 3)
              + part(parts, 4);
      if (millis <= longest.toMillis()) {
        return Duration.ofMillis(millis);
      }
    }
    throw failure(
        field,
        "must be a duration of at most %ds such as 10s, was %s"
            .formatted(longest.toSeconds(), text));
  }

  private static long part(Matcher parts, int group) {
    return parts.group(group) == null ? 0 : Long.parseLong(parts.group(group));
  }

  /** A list of texts; a text alone is a list of one. */
  public List<String> texts(String field) {
    List<String> texts = new ArrayList<>();
    if (has(field)) {
      Object value = fields.get(field);
      for (Object item : value instanceof List<?> list ? list : List.of(value)) {
        texts.add(expanded(field, String.valueOf(item)));
      }
    }
    return texts;
  }

  /** The settings inside a field; empty ones if it is missing. */
  public Settings inside(String field) {
    Object value = has(field) ? fields.get(field) : Map.of();
    if (value instanceof Map<?, ?> map) {
      return new Settings(place + '.' + field, keyed(map), context, secrets);
    }
    throw failure(field, "must be a map of fields");
  }

  /** Each of the settings in a list of maps. */
  public List<Settings> each(String field) {
    List<Settings> each = new ArrayList<>();
    if (has(field)) {
      if (!(fields.get(field) instanceof List<?> list)) {
        throw failure(field, "must be a list");
      }
      for (Object item : list) {
        if (!(item instanceof Map<?, ?> map)) {
          throw failure(field, "must be a list of maps");
        }
        String at = "%s.%s[%d]".formatted(place, field, each.size());
        each.add(new Settings(at, keyed(map), context, secrets));
      }
    }
    return each;
  }

  private static Map<String, Object> keyed(Map<?, ?> map) {
    Map<String, Object> keyed = new LinkedHashMap<>();
    map.forEach((key, value) -> keyed.put(String.valueOf(key), value));
    return keyed;
  }

  /** The names of the fields that are there, in the order of the file. */
  public List<String> names() {
    return List.copyOf(fields.keySet());
  }

  /** A text with actions, or what stands for it. */
  public MessageText template(String field, String otherwise) {
    return parsed(field, text(field, otherwise));
  }

  /** Texts with actions by the names of the fields, in the order of the file. */
  public Map<String, MessageText> templates() {
    Map<String, MessageText> templates = new LinkedHashMap<>();
    for (String name : names()) {
      templates.put(name, template(name, ""));
    }
    return templates;
  }

  /** A list of texts with actions. */
  public List<MessageText> templateList(String field) {
    return texts(field).stream().map(text -> parsed(field, text)).toList();
  }

  /** One of some words. */
  public String choice(String field, String otherwise, List<String> words) {
    String word = text(field, otherwise);
    if (!words.contains(word)) {
      throw failure(field, "must be one of %s, was %s".formatted(String.join(", ", words), word));
    }
    return word;
  }

  private MessageText parsed(String field, String text) {
    try {
      return context.templates().texts().text(place + '.' + field, text);
    } catch (TemplateException invalid) {
      throw failure(field, "is no template: " + invalid.getMessage());
    }
  }

  /** Fails if there is a field that nobody asked for. */
  public void finish() {
    for (String field : fields.keySet()) {
      if (!known.contains(field)) {
        throw failure(field, "is not known; known are " + String.join(", ", known));
      }
    }
  }
}
