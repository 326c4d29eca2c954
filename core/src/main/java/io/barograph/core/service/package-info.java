/**
 * What requests to services and what their users do say: success, latency and satisfaction by
 * endpoint, and active users, uses of features and ways through funnels by service.
 */
package io.barograph.core.service;
