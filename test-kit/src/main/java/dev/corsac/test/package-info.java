/**
 * Assertions for unit tests, whatever their framework: what Chromium, Firefox and WebKit let a page read of the deployment that a
 * template describes. Nothing listens and nothing is deployed.
 */
@org.jspecify.annotations.NullMarked
package dev.corsac.test;
