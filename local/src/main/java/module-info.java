/** The local run: real sockets and processes around the fronts, which know of neither. */
@org.jspecify.annotations.NullMarked
module dev.corsac.local {
    requires static org.jspecify;
    requires transitive dev.corsac.deployment;
    requires com.fasterxml.jackson.core;
    requires dev.corsac.explain.page;
    requires org.eclipse.jetty.alpn.server;
    requires org.eclipse.jetty.http2.server;
    requires org.eclipse.jetty.server;

    exports dev.corsac.local;
}
