package io.barograph.formats.record;

import io.barograph.core.measure.BusinessRecord;
import io.barograph.formats.decode.DecoderSource;
import io.barograph.formats.decode.RecordDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What the business records of a topic are: one JSON object each, as its schema says. */
public enum BusinessFormat implements DecoderSource {
  /** Closed trades. */
  TRADES("trades"),
  /** Changes of orders. */
  ORDERS("orders"),
  /** Marked equity of strategies. */
  EQUITY("equity"),
  /** Quotes and heartbeats of feeds. */
  QUOTES("quotes"),
  /** What models predict. */
  PREDICTIONS("predictions"),
  /** What came true. */
  OUTCOMES("outcomes"),
  /** Requests to services. */
  REQUESTS("requests"),
  /** What users do. */
  USER_EVENTS("user-events"),
  /** Changes of services. */
  CHANGES("changes"),
  /** Signs of life of services. */
  HEARTBEATS("heartbeats"),
  /** The graph of services. */
  TOPOLOGY("topology"),
  /** What people order of the job. */
  COMMANDS("commands"),
  /** What people say of watched series. */
  LABELS("labels"),
  /** Which versions of models predict from when. */
  MODELS("models");

  private final String optionName;

  BusinessFormat(String optionName) {
    this.optionName = optionName;
  }

  /** The format of that name in options; empty if there is none. */
  public static Optional<BusinessFormat> named(String optionName) {
    return Arrays.stream(values()).filter(one -> one.optionName.equals(optionName)).findFirst();
  }

  /** The names of all of them. */
  public static List<String> names() {
    return Arrays.stream(values()).map(BusinessFormat::optionName).toList();
  }

  /** The format's name in options: {@code trades}. */
  public String optionName() {
    return optionName;
  }

  @Override
  public RecordDecoder newDecoder() {
    return new BusinessDecoder(reader());
  }

  private RecordReader<? extends BusinessRecord> reader() {
    return switch (this) {
      case TRADES -> new TradeReader();
      case ORDERS -> new OrderReader();
      case EQUITY -> new EquityReader();
      case QUOTES -> new QuoteReader();
      case PREDICTIONS -> new PredictionReader();
      case OUTCOMES -> new OutcomeReader();
      case REQUESTS -> new RequestReader();
      case USER_EVENTS -> new UserEventReader();
      case CHANGES -> new ChangeReader();
      case HEARTBEATS -> new HeartbeatReader();
      case TOPOLOGY -> new TopologyReader();
      case COMMANDS -> new CommandReader();
      case LABELS -> new LabelReader();
      case MODELS -> new PromotionReader();
    };
  }
}
