package dev.corsac.local.concurrent;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/**
 * The loop that accepts connections until their socket is closed. Where accepting keeps failing, as it does while the process has
 * no file descriptor left, it pauses before each further attempt instead of using up a processor.
 */
public final class AcceptLoop {

    private static final long FIRST_PAUSE_MILLIS = 10;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private AcceptLoop() {}

    /** Receives a connection. */
    @FunctionalInterface
    public interface Receiver {
        /**
         * Takes over the connection.
         *
         * @throws IOException if the connection is of no use; it is closed then
         */
        void accept(Socket socket) throws IOException;
    }

    /** Accepts on this thread until the socket is closed. */
    public static void run(ServerSocket server, Receiver receiver) {
        BackOff backOff = new BackOff();
        while (!server.isClosed()) {
            Socket accepted;
            try {
                accepted = server.accept();
                backOff.reset();
            } catch (IOException e) {
                if (server.isClosed() || !backOff.pause()) {
                    return;
                }
                continue;
            }
            try {
                receiver.accept(accepted);
            } catch (IOException | RuntimeException e) {
                // This client has gone; the next one may stay.
                closeQuietly(accepted);
            }
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no more use in any case.
        }
    }

    /** Waits. */
    @FunctionalInterface
    public interface Sleep {
        /** Waits that many milliseconds. */
        void sleep(long millis) throws InterruptedException;
    }

    /** Pauses that double from failure to failure, up to a second. Not safe to share between threads. */
    public static final class BackOff {
        private final Sleep sleep;
        private long next = FIRST_PAUSE_MILLIS;

        /** Makes one that sleeps. */
        public BackOff() {
            this(TimeUnit.MILLISECONDS::sleep);
        }

        /** Makes one that waits in another way. */
        public BackOff(Sleep sleep) {
            this.sleep = sleep;
        }

        /** Makes the next pause the shortest one. */
        public void reset() {
            next = FIRST_PAUSE_MILLIS;
        }

        /** Waits; false if the thread was interrupted. */
        public boolean pause() {
            long millis = next;
            next = Math.min(2 * next, LONGEST_PAUSE_MILLIS);
            try {
                sleep.sleep(millis);
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
