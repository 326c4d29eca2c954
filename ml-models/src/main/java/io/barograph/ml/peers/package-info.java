/** Entities compared with one another by profiles of their metrics: which is unlike its peers. */
package io.barograph.ml.peers;
