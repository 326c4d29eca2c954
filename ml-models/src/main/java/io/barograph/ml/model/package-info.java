/** What watches a model: how right its predictions are, and whether that is worse than it was. */
package io.barograph.ml.model;
