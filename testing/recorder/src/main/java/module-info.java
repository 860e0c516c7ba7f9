/** Records what installed browsers do with random calls. */
@org.jspecify.annotations.NullMarked
module dev.corsac.recorder {
    requires static org.jspecify;
    requires dev.corsac.explain;
    requires java.net.http;
    requires jdk.httpserver;
}
