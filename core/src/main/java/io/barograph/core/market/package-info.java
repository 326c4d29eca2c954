/**
 * Market data: quotes, and what can be wrong with a stream of them. Every check learns what is
 * usual from the stream itself, with bounded memory and without a look ahead of more than a few
 * quotes.
 */
package io.barograph.core.market;
