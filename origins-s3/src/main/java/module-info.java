/** Allowed origins from an object in S3. */
@SuppressWarnings("module") // the service has a digit in its name
@org.jspecify.annotations.NullMarked
module dev.corsac.origins.s3 {
    requires static org.jspecify;
    requires transitive dev.corsac.origins;
    requires transitive software.amazon.awssdk.services.s3;
    requires software.amazon.awssdk.awscore;
    requires software.amazon.awssdk.core;
    requires software.amazon.awssdk.http;
    requires software.amazon.awssdk.http.urlconnection;
    requires software.amazon.awssdk.retries.api;

    exports dev.corsac.origins.s3;
}
