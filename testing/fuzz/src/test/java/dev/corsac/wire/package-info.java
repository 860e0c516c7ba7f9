/** Messages of HTTP/1.1 for the tests of both ends that are written by hand. */
@org.jspecify.annotations.NullMarked
package dev.corsac.wire;
