/** Messages of HTTP/1.1, for the tests of everything that reads them from sockets. */
@org.jspecify.annotations.NullMarked
package dev.corsac.http.contract;
