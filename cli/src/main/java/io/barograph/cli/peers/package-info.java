/** Files of entities through the comparison with their peers. */
package io.barograph.cli.peers;
