package dev.corsac.origins;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Computes the keys under which a snapshot has its origins: the first 16 bytes of SHA-256 of the tenant's key and the origin's
 * text. With as many bits, nobody can make up an origin that has the key of another. Not thread-safe.
 */
final class OriginHasher {

    private static final int HASH_BYTES = 32;

    private final MessageDigest digest;
    private final byte[] output = new byte[HASH_BYTES];
    private final ByteBuffer longs = ByteBuffer.wrap(output);

    /** The tenant's key, followed by the origin's text. */
    private byte[] input = new byte[2 * Long.BYTES + 512];

    OriginHasher() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no SHA-256, which every Java must have.", e);
        }
    }

    /** Computes a tenant's key. */
    void hashTenant(String tenant) {
        byte[] bytes = tenant.getBytes(StandardCharsets.UTF_8);
        hash(bytes, bytes.length);
    }

    /** Computes the key of a tenant's origin or pattern. False if the text is not ASCII, so that it cannot be one. */
    boolean hash(long tenantHigh, long tenantLow, String text) {
        return hash(tenantHigh, tenantLow, text, 0, text.length(), null, 0, 0, null);
    }

    /**
     * Computes the key of a text that consists of four parts: a part of the origin, a text, another part of the origin, a text.
     *
     * @param middle null for none
     * @param end null for none
     */
    boolean hash(
            long tenantHigh,
            long tenantLow,
            String origin,
            int firstStart,
            int firstEnd,
            @Nullable String middle,
            int secondStart,
            int secondEnd,
            @Nullable String end) {
        if (input.length < 2 * Long.BYTES + origin.length() + 16) {
            input = new byte[2 * Long.BYTES + origin.length() + 16];
        }
        put(0, tenantHigh);
        put(Long.BYTES, tenantLow);
        int length = append(origin, firstStart, firstEnd, 2 * Long.BYTES);
        if (length > 0 && middle != null) {
            length = append(middle, 0, middle.length(), length);
        }
        if (length > 0) {
            length = append(origin, secondStart, secondEnd, length);
        }
        if (length > 0 && end != null) {
            length = append(end, 0, end.length(), length);
        }
        if (length < 0) {
            return false;
        }
        hash(input, length);
        return true;
    }

    private void put(int index, long value) {
        for (int i = 0; i < Long.BYTES; i++) {
            input[index + i] = (byte) (value >>> (8 * (Long.BYTES - 1 - i)));
        }
    }

    /** Returns the index behind the characters; -1 if one is not ASCII. */
    private int append(String text, int start, int end, int index) {
        int next = index;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return -1;
            }
            input[next++] = (byte) c;
        }
        return next;
    }

    private void hash(byte[] bytes, int length) {
        digest.update(bytes, 0, length);
        try {
            digest.digest(output, 0, HASH_BYTES);
        } catch (DigestException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the first half of the key that was computed last. */
    long high() {
        return longs.getLong(0);
    }

    /** Returns its second half. */
    long low() {
        return longs.getLong(Long.BYTES);
    }
}
