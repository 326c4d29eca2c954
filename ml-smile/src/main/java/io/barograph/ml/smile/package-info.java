/**
 * Isolation forests and clusters by smile, which is under GPL-3.0: nothing outside this package
 * knows of it, and what bundles it is distributed under that licence.
 */
package io.barograph.ml.smile;
