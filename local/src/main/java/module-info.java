/** The local run: sockets, processes and files around the fronts, which use none of them. */
@org.jspecify.annotations.NullMarked
module dev.corsac.local {
    requires static org.jspecify;
    requires transitive dev.corsac.config;
    requires transitive dev.corsac.deployment;
    requires transitive dev.corsac.explain;
    requires com.fasterxml.jackson.core;
    requires dev.corsac.explain.page;
    requires java.net.http;
    requires java.xml;
    requires org.eclipse.jetty.alpn.server;
    requires org.eclipse.jetty.http2.server;
    requires org.eclipse.jetty.server;

    exports dev.corsac.local;
    exports dev.corsac.local.machine;
    exports dev.corsac.local.project;
}
