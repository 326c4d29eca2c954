/** Rule files as people and tools read about them. */
package io.barograph.cli.rules;
