/** What receivers are told: notifications, and what became of each. */
package io.barograph.core.notify;
