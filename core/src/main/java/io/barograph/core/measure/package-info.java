/**
 * How business records become samples: what is kept of one key, and what is derived from it at a
 * tick. The measures themselves lie in the packages of their nouns.
 */
package io.barograph.core.measure;
