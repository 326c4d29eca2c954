/** Files of units through what predicts their failures. */
package io.barograph.cli.predict;
