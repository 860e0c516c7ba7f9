package dev.corsac.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.SplittableRandom;

/** Ports for runs that name theirs: an origin is known before anything listens on it. */
public final class FreePorts {

    /**
     * Below the ports that systems give to connections, which come and go all the time, and below those of the tests of a
     * release, which may run at the same time.
     */
    private static final int LEAST = 10_000;

    private static final int MOST = 20_000;

    private FreePorts() {}

    /** Returns the first of so many ports in a row, of which none was in use. */
    public static int inARow(int count) {
        SplittableRandom random = new SplittableRandom();
        int first = random.nextInt(LEAST, MOST - count);
        while (!areFree(first, count)) {
            first = random.nextInt(LEAST, MOST - count);
        }
        return first;
    }

    private static boolean areFree(int first, int count) {
        for (int port = first; port < first + count; port++) {
            try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                if (!probe.isBound()) {
                    return false;
                }
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }
}
