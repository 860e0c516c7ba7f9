package dev.corsac.local.server;

import dev.corsac.local.concurrent.AcceptLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.AbstractNetworkConnector;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;

/**
 * A connector with a thread for each connection, which reads and writes by itself. Jetty's own connector serves many connections
 * with few threads, but wakes two more of them for each request: that costs as much as everything else that is done for a request
 * here, and a page has only a few connections.
 *
 * <p>For protocols and handlers that have responded when they return, on a server with {@link ServerThreads}. Thread-safe.
 */
public final class BlockingConnector extends AbstractNetworkConnector {

    /** Connections that may arrive at once. */
    private static final int BACKLOG = 512;

    /** The JDK copies what is written, and keeps the room for it with each thread. */
    private static final int AT_ONCE = 64 * 1024;

    /** Of a thread that serves a connection: what is to run once it has left Jetty's code. */
    private static final ThreadLocal<@Nullable Queue<Runnable>> LATER = new ThreadLocal<>();

    private final Executor threads;
    /** Of the one thread that accepts. */
    private final AcceptLoop.BackOff backOff;

    private volatile @Nullable ServerSocketChannel acceptor;

    /** @param threads gives each task a thread at once, for as long as it lasts */
    public BlockingConnector(Server server, Executor threads, ConnectionFactory... protocols) {
        this(server, threads, new AcceptLoop.BackOff(), protocols);
    }

    BlockingConnector(Server server, Executor threads, AcceptLoop.BackOff backOff, ConnectionFactory... protocols) {
        super(server, null, null, null, 1, protocols);
        this.threads = threads;
        this.backOff = backOff;
    }

    /** Keeps a task for this thread to run later, if this thread serves a connection; otherwise returns false. */
    static boolean runsLater(Runnable task) {
        Queue<Runnable> later = LATER.get();
        return later != null && later.add(task);
    }

    @Override
    public void open() throws IOException {
        if (acceptor != null) {
            return;
        }
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(new InetSocketAddress(getHost(), getPort()), BACKLOG);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        acceptor = channel;
    }

    @Override
    public void close() {
        super.close();
        ServerSocketChannel channel = acceptor;
        acceptor = null;
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // It accepts no connection any more.
            }
        }
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        for (EndPoint endPoint : getConnectedEndPoints()) {
            endPoint.close();
        }
    }

    @Override
    public boolean isOpen() {
        ServerSocketChannel channel = acceptor;
        return channel != null && channel.isOpen();
    }

    @Override
    public @Nullable Object getTransport() {
        return acceptor;
    }

    @Override
    public int getLocalPort() {
        ServerSocketChannel channel = acceptor;
        return channel == null ? -1 : channel.socket().getLocalPort();
    }

    @Override
    protected void accept(int acceptor) throws IOException {
        ServerSocketChannel from = this.acceptor;
        if (from != null) {
            acceptFrom(from);
        }
    }

    /** Accepts a connection; where that fails, pauses before Jetty tries again. */
    void acceptFrom(ServerSocketChannel from) throws IOException {
        SocketChannel channel;
        try {
            channel = from.accept();
            backOff.reset();
        } catch (IOException e) {
            // Jetty calls again at once: where no file descriptor is left, that would use up a processor.
            if (from.isOpen()) {
                backOff.pause();
            }
            throw e;
        }
        begin(channel);
    }

    /** Serves a connection, or closes it where it cannot be served. */
    void begin(SocketChannel channel) throws IOException {
        boolean begun = false;
        try {
            // A response is one write, and waits for no other.
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            BlockingEndPoint endPoint = new BlockingEndPoint(channel);
            threads.execute(endPoint::serve);
            begun = true;
        } finally {
            if (!begun) {
                channel.close();
            }
        }
    }

    /** One connection. Reading waits for bytes, and writing until all are written. */
    final class BlockingEndPoint extends AbstractEndPoint {
        private final SocketChannel channel;
        private final SocketAddress local;
        private final SocketAddress remote;
        private volatile boolean wanted;
        /** Held by the thread that is in the connection, see {@link ServerThreads}. */
        private final ReentrantLock inConnection = new ReentrantLock();
        /** Looks whether there is more to read before it ends. */
        private volatile @Nullable Thread reader;
        /** Its thread waits for the other side, which may take only so long; a handler may take its time. */
        private volatile boolean waits;

        BlockingEndPoint(SocketChannel channel) throws IOException {
            super(BlockingConnector.this.getScheduler());
            this.channel = channel;
            this.local = channel.getLocalAddress();
            this.remote = channel.getRemoteAddress();
        }

        /** Serves requests until either side closes. */
        void serve() {
            Connection connection = getDefaultConnectionFactory().newConnection(BlockingConnector.this, this);
            setConnection(connection);
            setIdleTimeout(BlockingConnector.this.getIdleTimeout());
            onOpen();
            onEndPointOpened(this);
            reader = Thread.currentThread();
            connection.onOpen();
            read();
        }

        private void read() {
            Queue<Runnable> later = new ArrayDeque<>();
            LATER.set(later);
            try {
                reader = Thread.currentThread();
                while (wanted && isOpen()) {
                    wanted = false;
                    runExclusively(getFillInterest()::fillable);
                    for (Runnable task = later.poll(); task != null; task = later.poll()) {
                        runExclusively(task);
                    }
                }
                reader = null;
            } finally {
                LATER.remove();
            }
        }

        /** Runs a connection's task while no other thread is in the connection. */
        void runExclusively(Runnable task) {
            inConnection.lock();
            try {
                task.run();
            } finally {
                inConnection.unlock();
            }
        }

        @Override
        protected void needsFillInterest() {
            wanted = true;
            if (reader != Thread.currentThread()) {
                threads.execute(this::read);
            }
        }

        @Override
        public int fill(ByteBuffer buffer) {
            if (isInputShutdown()) {
                return -1;
            }
            int position = BufferUtil.flipToFill(buffer);
            int filled;
            waits = true;
            try {
                notIdle();
                filled = channel.read(buffer);
            } catch (IOException e) {
                // The other side has broken off, or has been silent for too long.
                filled = -1;
            } finally {
                waits = false;
                BufferUtil.flipToFlush(buffer, position);
            }
            if (filled < 0) {
                shutdownInput();
            }
            return filled;
        }

        @Override
        public boolean flush(ByteBuffer... buffers) throws IOException {
            waits = true;
            try {
                while (BufferUtil.remaining(buffers) > 0) {
                    notIdle();
                    if (BufferUtil.remaining(buffers) <= AT_ONCE) {
                        channel.write(buffers);
                    } else {
                        writePart(buffers);
                    }
                }
                return true;
            } catch (IOException e) {
                throw new EofException(e);
            } finally {
                waits = false;
            }
        }

        private void writePart(ByteBuffer... buffers) throws IOException {
            for (ByteBuffer buffer : buffers) {
                if (buffer.hasRemaining()) {
                    int end = buffer.limit();
                    buffer.limit(Math.min(end, buffer.position() + AT_ONCE));
                    try {
                        channel.write(buffer);
                    } finally {
                        buffer.limit(end);
                    }
                    return;
                }
            }
        }

        @Override
        protected void onIncompleteFlush() {
            throw new IllegalStateException("what is flushed is written");
        }

        @Override
        protected void onIdleExpired(TimeoutException timeout) {
            if (waits) {
                close(timeout);
            }
        }

        @Override
        protected void doShutdownOutput() {
            try {
                channel.shutdownOutput();
            } catch (IOException e) {
                // The other side has gone.
            }
        }

        @Override
        protected void doClose() {
            try {
                channel.close();
            } catch (IOException e) {
                // It is of no more use in any case.
            }
        }

        @Override
        public void onClose(@Nullable Throwable failure) {
            super.onClose(failure);
            Connection connection = getConnection();
            if (connection != null) {
                connection.onClose(failure);
            }
            onEndPointClosed(this);
        }

        @Override
        public Object getTransport() {
            return channel;
        }

        @Override
        public SocketAddress getLocalSocketAddress() {
            return local;
        }

        @Override
        public SocketAddress getRemoteSocketAddress() {
            return remote;
        }
    }
}
