package io.barograph.jobs.ingest;

import io.barograph.core.command.Command;
import io.barograph.core.detect.ModelPromotion;
import io.barograph.core.detect.SeriesLabel;
import io.barograph.core.detect.SeriesSample;
import io.barograph.core.detect.Statement;
import io.barograph.core.incident.Heartbeat;
import io.barograph.core.incident.ServiceChange;
import io.barograph.core.incident.Topology;
import io.barograph.core.market.Quote;
import io.barograph.core.measure.BusinessRecord;
import io.barograph.core.prediction.ModelEvent;
import io.barograph.core.prediction.ModelRecord;
import io.barograph.core.prediction.ModelRecordCodec;
import io.barograph.core.service.Request;
import io.barograph.core.service.UserEvent;
import io.barograph.core.strategy.EquityPoint;
import io.barograph.core.strategy.OrderChange;
import io.barograph.core.strategy.Trade;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Business records on the wire and in state: the number of the type, and the record's own bytes.
 */
public final class BusinessRecords {
  /* The numbers are a part of the savepoint format and never change. */
  private static final int TRADE = 1;
  private static final int ORDER = 2;
  private static final int EQUITY = 3;
  private static final int QUOTE = 4;
  private static final int MODEL_RECORD = 5;
  private static final int MODEL_EVENT = 6;
  private static final int REQUEST = 7;
  private static final int USER_EVENT = 8;
  private static final int HEARTBEAT = 9;
  private static final int CHANGE = 10;
  private static final int TOPOLOGY = 11;
  private static final int REQUEST_ON_SYMBOL = 12;
  private static final int COMMAND = 13;
  private static final int SERIES_SAMPLE = 14;
  private static final int SERIES_LABEL = 15;
  private static final int MODEL_PROMOTION = 16;
  private static final int STATEMENT = 17;

  private BusinessRecords() {}

  /** Writes a record behind the number of its type. */
  public static void write(BusinessRecord record, DataOutput out) throws IOException {
    out.writeByte(numberOf(record));
    record.write(out);
  }

  private static int numberOf(BusinessRecord record) {
    if (record instanceof Trade) {
      return TRADE;
    } else if (record instanceof Quote) {
      return QUOTE;
    } else if (record instanceof OrderChange) {
      return ORDER;
    } else if (record instanceof EquityPoint) {
      return EQUITY;
    } else if (record instanceof ModelRecord) {
      return MODEL_RECORD;
    } else if (record instanceof ModelEvent) {
      return MODEL_EVENT;
    } else if (record instanceof Request request) {
      return request.isOnSymbol() ? REQUEST_ON_SYMBOL : REQUEST;
    } else if (record instanceof UserEvent) {
      return USER_EVENT;
    } else if (record instanceof Heartbeat) {
      return HEARTBEAT;
    } else if (record instanceof ServiceChange) {
      return CHANGE;
    } else if (record instanceof Topology) {
      return TOPOLOGY;
    } else if (record instanceof Command) {
      return COMMAND;
    } else if (record instanceof SeriesSample) {
      return SERIES_SAMPLE;
    } else if (record instanceof SeriesLabel) {
      return SERIES_LABEL;
    } else if (record instanceof ModelPromotion) {
      return MODEL_PROMOTION;
    } else if (record instanceof Statement) {
      return STATEMENT;
    }
    throw new IllegalArgumentException("record of a type without a number: " + record.getClass());
  }

  /** Reads what {@link #write} wrote. */
  public static BusinessRecord read(DataInput in) throws IOException {
    byte number = in.readByte();
    return switch (number) {
      case TRADE -> Trade.read(in);
      case ORDER -> OrderChange.read(in);
      case EQUITY -> EquityPoint.read(in);
      case QUOTE -> Quote.read(in);
      case MODEL_RECORD -> ModelRecordCodec.read(in);
      case MODEL_EVENT -> ModelRecordCodec.readEvent(in);
      case REQUEST -> Request.read(in);
      case USER_EVENT -> UserEvent.read(in);
      case HEARTBEAT -> Heartbeat.read(in);
      case CHANGE -> ServiceChange.read(in);
      case TOPOLOGY -> Topology.read(in);
      case COMMAND -> Command.read(in);
      case SERIES_SAMPLE -> SeriesSample.read(in);
      case SERIES_LABEL -> SeriesLabel.read(in);
      case MODEL_PROMOTION -> ModelPromotion.read(in);
      case STATEMENT -> Statement.read(in);
      case REQUEST_ON_SYMBOL -> Request.readOnSymbol(in);
      default ->
          throw new IOException("a business record of type %d is not known".formatted(number));
    };
  }
}
