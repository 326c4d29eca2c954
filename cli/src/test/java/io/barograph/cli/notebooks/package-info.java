/** The notebooks run from their first cell to the last, on what the house's own commands write. */
package io.barograph.cli.notebooks;
