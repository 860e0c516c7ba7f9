package dev.corsac.lambda.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** JSON text under construction, as bytes. Not safe for use by several threads. */
public final class JsonText {

    private byte[] bytes;
    private int length;

    /** With room for so many bytes; more are made when needed. */
    public JsonText(int capacity) {
        bytes = new byte[capacity];
    }

    /** Adds ASCII text as it is. */
    public JsonText raw(String ascii) {
        int count = ascii.length();
        grow(count);
        for (int i = 0; i < count; i++) {
            bytes[length++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    /** Adds bytes as they are. */
    public JsonText raw(byte[] source, int from, int to) {
        grow(to - from);
        System.arraycopy(source, from, bytes, length, to - from);
        length += to - from;
        return this;
    }

    /** Adds a string in quotes, in ASCII: half a surrogate pair stays what it is. */
    public JsonText string(String value) {
        int count = value.length();
        grow(count + 2);
        bytes[length++] = '"';
        for (int i = 0; i < count; i++) {
            char c = value.charAt(i);
            if (c < ' ' || c > '~') {
                escapeUnit(c);
            } else {
                ascii(c);
            }
        }
        grow(1);
        bytes[length++] = '"';
        return this;
    }

    /** Adds valid JSON as the content of a string, in quotes, without the white space between its tokens. */
    public JsonText stringOfJson(byte[] json, int from, int to) {
        grow(to - from + (to - from) / 8 + 2);
        bytes[length++] = '"';
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
                bytes[length++] = b;
            } else {
                ascii((char) b);
            }
        }
        grow(1);
        bytes[length++] = '"';
        return this;
    }

    /** How many bytes there are. */
    public int length() {
        return length;
    }

    /** Puts the bytes into an array, from an index on. */
    public void copyTo(byte[] target, int at) {
        System.arraycopy(bytes, 0, target, at, length);
    }

    /** Writes it out. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, length);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private void ascii(char c) {
        grow(2);
        if (c == '"' || c == '\\') {
            bytes[length++] = '\\';
        }
        bytes[length++] = (byte) c;
    }

    private void escapeUnit(char unit) {
        grow(6);
        bytes[length++] = '\\';
        bytes[length++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
            int digit = unit >> shift & 0xF;
            bytes[length++] = (byte) (digit < 10 ? '0' + digit : 'a' + digit - 10);
        }
    }

    private void grow(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
        }
    }
}
