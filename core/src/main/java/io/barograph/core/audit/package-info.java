/** Who changed what a running job does, why, and what came of it. */
package io.barograph.core.audit;
