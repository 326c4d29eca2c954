/**
 * Business records (trades, quotes, predictions and others) from bytes: one JSON object each in a
 * topic or a file of JSON lines, one row each in a CSV file. What a record needs is asked for by
 * the name of its field, so that each kind of record is read by one class, whatever the bytes.
 */
package io.barograph.formats.record;
