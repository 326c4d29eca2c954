/** Linear regression, fitted row by row. */
package io.barograph.ml.regression;
