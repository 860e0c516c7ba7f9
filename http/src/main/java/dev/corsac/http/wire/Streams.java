package dev.corsac.http.wire;

import java.io.Closeable;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Both directions of an open connection. Its caller opens or accepts the socket, and hands the streams in.
 *
 * @param input what the other side sends; reading blocks
 * @param output what is sent to the other side, unbuffered
 * @param connection closes both, and ends a read or write that is under way
 */
public record Streams(InputStream input, OutputStream output, Closeable connection) {}
