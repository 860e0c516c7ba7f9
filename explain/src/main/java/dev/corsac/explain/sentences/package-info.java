/** The sentences of browsers and tools, one table for each, which both writes and reads them. */
@org.jspecify.annotations.NullMarked
package dev.corsac.explain.sentences;
