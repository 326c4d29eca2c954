package io.barograph.core.service;

import io.barograph.core.measure.Counts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How many requests there were, how many of them failed, and how large they were. */
final class RequestCounts {
  private long all;
  private long failed;
  private long clientErrors;
  private long askedSized;
  private long askedBytes;
  private long answeredSized;
  private long answeredBytes;

  void add(Request request) {
    all++;
    failed += request.isFailed() ? 1 : 0;
    clientErrors += request.isClientError() ? 1 : 0;
    if (request.requestBytes() >= 0) {
      askedSized++;
      askedBytes += request.requestBytes();
    }
    if (request.responseBytes() >= 0) {
      answeredSized++;
      answeredBytes += request.responseBytes();
    }
  }

  void merge(RequestCounts other) {
    all += other.all;
    failed += other.failed;
    clientErrors += other.clientErrors;
    askedSized += other.askedSized;
    askedBytes += other.askedBytes;
    answeredSized += other.answeredSized;
    answeredBytes += other.answeredBytes;
  }

  long all() {
    return all;
  }

  long failed() {
    return failed;
  }

  long clientErrors() {
    return clientErrors;
  }

  long askedBytes() {
    return askedBytes;
  }

  long answeredBytes() {
    return answeredBytes;
  }

  /** The mean size of what was asked in bytes; NaN if none is known. */
  double meanAsked() {
    return askedSized == 0 ? Double.NaN : (double) askedBytes / askedSized;
  }

  /** The mean size of answers in bytes; NaN if none is known. */
  double meanAnswered() {
    return answeredSized == 0 ? Double.NaN : (double) answeredBytes / answeredSized;
  }

  void write(DataOutput out) throws IOException {
    Counts.write(out, all);
    Counts.write(out, failed);
    Counts.write(out, clientErrors);
    Counts.write(out, askedSized);
    Counts.write(out, askedBytes);
    Counts.write(out, answeredSized);
    Counts.write(out, answeredBytes);
  }

  static RequestCounts read(DataInput in) throws IOException {
    RequestCounts counts = new RequestCounts();
    counts.all = Counts.read(in);
    counts.failed = Counts.read(in);
    counts.clientErrors = Counts.read(in);
    counts.askedSized = Counts.read(in);
    counts.askedBytes = Counts.read(in);
    counts.answeredSized = Counts.read(in);
    counts.answeredBytes = Counts.read(in);
    return counts;
  }
}
