/**
 * Windows by time and by count over what is kept of records. Nothing is ever subtracted: a window
 * is the merge of its buckets, or is folded again from its elements.
 */
package io.barograph.core.window;
