/**
 * The native library that runs networks, and its temporary files: the one place of models with I/O.
 */
package io.barograph.ml.onnx;
