/** The local run: sockets and processes around the fronts. */
@org.jspecify.annotations.NullMarked
module dev.corsac.local {
    requires static org.jspecify;
    requires transitive dev.corsac.gateway;
    requires org.eclipse.jetty.server;
}
