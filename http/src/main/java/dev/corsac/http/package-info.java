/**
 * Requests, responses and their header lines: immutable values, safe to share between threads, that keep what CORS
 * depends on and most HTTP libraries lose: the order of the lines, the case of the names, and repeated names.
 */
@org.jspecify.annotations.NullMarked
package dev.corsac.http;
