/** Published rule packs: their versions, which of them stands, and what jobs made of that. */
package io.barograph.core.rulepack;
