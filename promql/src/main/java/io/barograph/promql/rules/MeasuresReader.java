package io.barograph.promql.rules;

import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.market.MarketPolicy;
import io.barograph.core.measure.PolicyBook;
import io.barograph.core.policy.MeasurePolicies;
import io.barograph.core.prediction.WatchedModel;
import io.barograph.core.service.RequestPolicy;
import io.barograph.core.service.UserPolicy;
import io.barograph.core.strategy.StrategyPolicy;
import io.barograph.promql.yaml.YamlField;
import io.barograph.promql.yaml.YamlReader;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code measures}: for each kind of record a list of which keys are judged how. */
final class MeasuresReader {
  private static final Section<StrategyPolicy> STRATEGIES =
      new Section<>(
          "strategies",
          List.of("account", "strategy"),
          MeasureFields.STRATEGY,
          StrategyPolicy.DEFAULT,
          MeasureFields::strategy);
  private static final Section<MarketPolicy> QUOTES =
      new Section<>(
          "quotes",
          List.of("venue", "symbol"),
          MeasureFields.QUOTE,
          MarketPolicy.DEFAULT,
          MeasureFields::market);
  private static final Section<WatchedModel> MODELS =
      new Section<>(
          "models",
          List.of("model", "version", "segment"),
          MeasureFields.MODEL,
          WatchedModel.DEFAULT,
          MeasureFields::model);
  private static final Section<RequestPolicy> REQUESTS =
      new Section<>(
          "requests",
          List.of("service", "endpoint", "method"),
          MeasureFields.REQUEST,
          RequestPolicy.DEFAULT,
          MeasureFields::requests);
  private static final Section<UserPolicy> USERS =
      new Section<>(
          "users",
          List.of("service"),
          MeasureFields.USER,
          UserPolicy.DEFAULT,
          MeasureFields::users);
  private static final List<String> SECTIONS =
      List.of(STRATEGIES.name(), QUOTES.name(), MODELS.name(), REQUESTS.name(), USERS.name());

  private final YamlReader yaml;
  private final EntryFields entries;
  private final Consumer<String> entry;

  /**
   * What one kind of record is judged by.
   *
   * @param labels what its keys are called by
   * @param fields what an entry may say beside {@code match}
   * @param policy makes a policy of the fields of an entry
   */
  private record Section<P extends Serializable>(
      String name,
      List<String> labels,
      List<String> fields,
      P rest,
      Function<PolicyFields, P> policy) {}

  /**
   * A reader.
   *
   * @param entry takes what is being read, for messages
   */
  MeasuresReader(YamlReader yaml, Consumer<String> entry) {
    this.yaml = yaml;
    this.entries = new EntryFields(yaml);
    this.entry = entry;
  }

  /** All sections; what is wrong is told, and left out. */
  MeasurePolicies read(YamlField field) {
    Map<String, YamlField> sections =
        field == null || YamlReader.isNull(field.value())
            ? Map.of()
            : yaml.fields(field.value(), "measures", SECTIONS);
    return new MeasurePolicies(
        book(STRATEGIES, sections),
        book(QUOTES, sections),
        book(MODELS, sections),
        book(REQUESTS, sections),
        book(USERS, sections));
  }

  private <P extends Serializable> PolicyBook<P> book(
      Section<P> section, Map<String, YamlField> sections) {
    List<PolicyBook.Entry<P>> book = new ArrayList<>();
    boolean isAllTaken = false;
    int number = 0;
    for (Node node : yaml.items(sections.get(section.name()))) {
      number++;
      entry.accept("measures.%s %d".formatted(section.name(), number));
      if (isAllTaken) {
        yaml.report(node, "match", "comes to nothing: the entry before takes all, put it behind");
      }
      Optional<PolicyBook.Entry<P>> read = entry(section, node);
      read.ifPresent(book::add);
      isAllTaken = read.isPresent() && read.get().matchers().isEmpty();
    }
    entry.accept("");
    return new PolicyBook<>(book, section.rest());
  }

  private <P extends Serializable> Optional<PolicyBook.Entry<P>> entry(
      Section<P> section, Node node) {
    List<String> known = new ArrayList<>(List.of("match"));
    known.addAll(section.fields());
    Map<String, YamlField> fields = yaml.fields(node, "measures." + section.name(), known);
    if (!(node instanceof MappingNode)) {
      return Optional.empty();
    }
    List<LabelMatcher> matchers = matchers(section, fields.get("match"));
    PolicyFields said = new PolicyFields(yaml, node, fields);
    try {
      return Optional.of(new PolicyBook.Entry<>(matchers, section.policy().apply(said)));
    } catch (IllegalArgumentException invalid) {
      said.refuse(invalid);
      return Optional.empty();
    }
  }

  private List<LabelMatcher> matchers(Section<?> section, YamlField match) {
    List<LabelMatcher> matchers = new ArrayList<>();
    if (match == null || YamlReader.isNull(match.value())) {
      return matchers;
    }
    List<String> known = new ArrayList<>(section.labels());
    known.add("matchers");
    for (YamlField field : yaml.fields(match.value(), "match", known).values()) {
      if (!field.name().equals("matchers")) {
        matchers.add(LabelMatcher.equal(field.name(), yaml.text(field)));
        continue;
      }
      for (LabelMatcher matcher : entries.matchers(field)) {
        matchers.add(matcher);
        if (!section.labels().contains(matcher.name())) {
          yaml.report(
              field.value(),
              "matchers",
              "must be on %s, was %s".formatted(String.join(", ", section.labels()), matcher));
        }
      }
    }
    return matchers;
  }
}
