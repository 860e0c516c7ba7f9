package dev.corsac.lambda.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * JSON text under construction, as bytes: built piece by piece, or as a stream to which a handler writes its response. Not
 * thread-safe.
 */
public final class JsonText extends OutputStream {

    /** The largest size of an array. */
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    private final int start;
    private byte[] bytes;

    /** The index behind the last byte. */
    private int end;

    /** Makes an empty text with capacity for this many bytes; it grows when needed. */
    public JsonText(int capacity) {
        this(0, capacity);
    }

    /** Makes an empty text with room before it and, once it has outgrown its capacity, behind it. */
    public JsonText(int room, int capacity) {
        start = room;
        end = room;
        bytes = new byte[room + capacity];
    }

    /** Returns all bytes: the text and the room around it. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public void write(int b) {
        grow(1);
        bytes[end++] = (byte) b;
    }

    @Override
    public void write(byte[] source, int from, int length) {
        Objects.checkFromIndexSize(from, length, source.length);
        grow(length);
        System.arraycopy(source, from, bytes, end, length);
        end += length;
    }

    /** Adds ASCII text as it is. */
    public JsonText raw(String ascii) {
        int count = ascii.length();
        grow(count);
        byte[] target = bytes;
        int at = end;
        for (int i = 0; i < count; i++) {
            target[at + i] = (byte) ascii.charAt(i);
        }
        end = at + count;
        return this;
    }

    /** Adds bytes as they are. */
    public JsonText raw(byte[] source, int from, int to) {
        write(source, from, to - from);
        return this;
    }

    /** Adds a string in quotes, in ASCII: half of a surrogate pair is kept. */
    public JsonText string(String value) {
        int count = value.length();
        grow(count + 2);
        byte[] target = bytes;
        int at = end;
        target[at++] = '"';
        int i = 0;
        while (i < count) {
            char c = value.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                break;
            }
            target[at + i++] = (byte) c;
        }
        end = at + i;
        while (i < count) {
            char c = value.charAt(i++);
            if (c < ' ' || c > '~') {
                escapeUnit(c);
            } else {
                ascii(c);
            }
        }
        grow(1);
        bytes[end++] = '"';
        return this;
    }

    /** Adds valid JSON as the content of a string, in quotes, without the white space between its tokens. */
    public JsonText stringOfJson(byte[] json, int from, int to) {
        grow(to - from + (to - from) / 8 + 2);
        bytes[end++] = '"';
        boolean inString = false;
        for (int i = from; i < to; i++) {
            byte b = json[i];
            if (inString) {
                if (b == '\\') {
                    ascii('\\');
                    i++;
                    ascii((char) json[i]);
                    continue;
                }
                inString = b != '"';
            } else if (b == ' ' || b == '\n' || b == '\r' || b == '\t') {
                continue;
            } else {
                inString = b == '"';
            }
            if (b < 0) {
                grow(1);
                bytes[end++] = b;
            } else {
                ascii((char) b);
            }
        }
        grow(1);
        bytes[end++] = '"';
        return this;
    }

    /** Returns the number of bytes. */
    public int length() {
        return end - start;
    }

    /** Copies the bytes into an array, from an index on. */
    public void copyTo(byte[] target, int at) {
        System.arraycopy(bytes, start, target, at, length());
    }

    /** Writes the bytes to a stream. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes, start, length());
    }

    @Override
    public String toString() {
        return new String(bytes, start, length(), StandardCharsets.UTF_8);
    }

    private void ascii(char c) {
        grow(2);
        if (c == '"' || c == '\\') {
            bytes[end++] = '\\';
        }
        bytes[end++] = (byte) c;
    }

    private void escapeUnit(char unit) {
        grow(6);
        bytes[end++] = '\\';
        bytes[end++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
            int digit = unit >> shift & 0xF;
            bytes[end++] = (byte) (digit < 10 ? '0' + digit : 'a' + digit - 10);
        }
    }

    private void grow(int more) {
        if (bytes.length - end >= more) {
            return;
        }
        if ((long) end + more > LARGEST) {
            throw new OutOfMemoryError("a response of more than 2 GB");
        }
        long capacity = Math.max((long) end + more + start, bytes.length * 2L);
        byte[] grown = new byte[(int) Math.min(capacity, LARGEST)];
        if (end > start) { // or a large response that is written at once, as most are, would take a tenth longer
            System.arraycopy(bytes, start, grown, start, end - start);
        }
        bytes = grown;
    }
}
