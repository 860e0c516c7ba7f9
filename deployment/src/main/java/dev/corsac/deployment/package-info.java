/** Sites, fronts, functions and their settings as values, and a page's call through all of them, in each engine. */
@org.jspecify.annotations.NullMarked
package dev.corsac.deployment;
