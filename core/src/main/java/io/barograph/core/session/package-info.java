/**
 * When venues trade: sessions, lunch breaks, half days and holidays, as a maintained public source
 * knows them. Outside the days that the source knows, nothing is said.
 */
package io.barograph.core.session;
