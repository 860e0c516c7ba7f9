package dev.corsac.local.runtimeapi;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Ids of requests and invocations: UUIDs of version 4, unique but not secret, as they are in every log. */
public final class RequestId {

    private static final long VERSION = 0x4000L;
    private static final long VARIANT = 1L << 63;

    private RequestId() {}

    public static String random() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = (random.nextLong() & ~0xF000L) | VERSION;
        long low = (random.nextLong() & ~(3L << 62)) | VARIANT;
        return new UUID(high, low).toString();
    }
}
