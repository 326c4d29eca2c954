/** Label sets, their fingerprints, and the matchers on them. */
package io.barograph.core.labels;
