/**
 * The console: a page that shows what passes through a local run and why browsers refuse it. It knows nothing of functions'
 * processes; what it shows comes from {@code dev.corsac.local}.
 */
@org.jspecify.annotations.NullMarked
package dev.corsac.local.console;
