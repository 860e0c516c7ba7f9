package dev.corsac.origins.appconfig;

import dev.corsac.origins.OriginRules;
import dev.corsac.origins.OriginSnapshot;
import dev.corsac.origins.OriginsText;
import dev.corsac.origins.SnapshotException;
import dev.corsac.origins.SnapshotSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Origins in a configuration of AWS AppConfig, read from <a
 * href="https://docs.aws.amazon.com/appconfig/latest/userguide/appconfig-integration-lambda-extensions.html">AWS's Lambda
 * extension</a>, which runs next to the function and fetches the configuration by itself. So there is no AWS SDK, and no request
 * leaves the function for a refresh. The configuration is text as {@link OriginsText} reads it, or a snapshot.
 *
 * <p>The extension polls AppConfig every 45 seconds unless {@code AWS_APPCONFIG_EXTENSION_POLL_INTERVAL_SECONDS} has another number,
 * and it responds from its cache: that time adds to the age that {@link dev.corsac.RefreshRules} know. AppConfig's own rollback of a
 * deployment is followed: unlike other sources, an earlier version replaces a later one.
 *
 * <p>Thread-safe.
 */
public final class AppConfigOrigins implements SnapshotSource {

    /** The port on which the extension listens unless {@code AWS_APPCONFIG_EXTENSION_HTTP_PORT} has another. */
    public static final int DEFAULT_PORT = 2772;

    private static final int MOST_BYTES = 64 << 20;
    private static final byte[] SNAPSHOT = "CORSACOR".getBytes(StandardCharsets.US_ASCII);

    private final URI address;
    private final String name;
    private final OriginRules rules;
    private final InstantSource clock;
    private final int timeoutMillis;

    private volatile @Nullable Fetched latest;

    /**
     * Makes a source.
     *
     * @param port of the extension, {@link #DEFAULT_PORT} unless it is configured otherwise
     * @param application name or ID of the application in AppConfig
     * @param environment name or ID of its environment
     * @param profile name or ID of the configuration profile
     * @param rules by which the origins of a text are checked
     * @param clock such as {@link InstantSource#system()}
     * @param timeout for connecting, and for each part of the response
     */
    public AppConfigOrigins(
            int port,
            String application,
            String environment,
            String profile,
            OriginRules rules,
            InstantSource clock,
            Duration timeout) {
        this.address = URI.create("http://localhost:" + port + "/applications/" + segment(application)
                + "/environments/" + segment(environment) + "/configurations/" + segment(profile));
        this.name = "AppConfig " + application + "/" + environment + "/" + profile;
        this.rules = rules;
        this.clock = clock;
        this.timeoutMillis = Math.toIntExact(timeout.toMillis());
    }

    /** Makes a source with the extension's own port, the system's clock and a timeout of two seconds. */
    public static AppConfigOrigins of(String application, String environment, String profile, OriginRules rules) {
        return new AppConfigOrigins(
                DEFAULT_PORT, application, environment, profile, rules, InstantSource.system(), Duration.ofSeconds(2));
    }

    private static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public OriginSnapshot fetch(@Nullable OriginSnapshot current) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setConnectTimeout(timeoutMillis);
        connection.setReadTimeout(timeoutMillis);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        try {
            int status = connection.getResponseCode();
            if (status != HttpURLConnection.HTTP_OK) {
                throw new IOException(name + ": " + describe(status));
            }
            String version = connection.getHeaderField("Configuration-Version");
            Fetched former = latest;
            if (current != null
                    && version != null
                    && former != null
                    && former.snapshot == current
                    && version.equals(former.version)) {
                return current;
            }
            OriginSnapshot fetched = read(connection, version);
            OriginSnapshot newest = current != null && fetched.hasSameOrigins(current) ? current : fetched;
            latest = new Fetched(newest, version);
            return newest;
        } catch (ConnectException e) {
            throw new IOException(
                    name + ": nothing listens at " + address.getAuthority()
                            + ". Add the layer of the AWS AppConfig extension to the function.",
                    e);
        } finally {
            connection.disconnect();
        }
    }

    private OriginSnapshot read(HttpURLConnection connection, @Nullable String version) throws IOException {
        byte[] bytes;
        try (InputStream content = connection.getInputStream()) {
            bytes = content.readNBytes(MOST_BYTES + 1);
        }
        long length = connection.getContentLengthLong();
        if (bytes.length > MOST_BYTES || (length >= 0 && bytes.length != length)) {
            throw new IOException(name + ": the configuration has " + length + " bytes, of which " + bytes.length
                    + " were read. The next refresh follows after a pause.");
        }
        try {
            if (isSnapshot(bytes)) {
                return OriginSnapshot.open(bytes);
            }
            String place = version == null ? name : name + " version " + version;
            InputStreamReader text = new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8);
            return OriginsText.read(text, place, rules, clock.millis(), clock.instant());
        } catch (SnapshotException e) {
            throw new IOException(name + ": " + e.getMessage(), e);
        }
    }

    private static boolean isSnapshot(byte[] bytes) {
        for (int i = 0; i < SNAPSHOT.length; i++) {
            if (i >= bytes.length || bytes[i] != SNAPSHOT[i]) {
                return false;
            }
        }
        return true;
    }

    private static String describe(int status) {
        return switch (status) {
            case 404 ->
                "there is no such application, environment or configuration profile. Check the names, and that a"
                        + " deployment has ended.";
            case 400, 401, 403 ->
                "the extension refused the request with " + status + ". Give the function's role"
                        + " appconfig:StartConfigurationSession and appconfig:GetLatestConfiguration.";
            default -> "the extension responded with " + status + ". The next refresh follows after a pause.";
        };
    }

    /** Returns the names of application, environment and profile. */
    @Override
    public String toString() {
        return name;
    }

    /** The snapshot that was fetched last, with its configuration's version. */
    private record Fetched(
            OriginSnapshot snapshot, @Nullable String version) {}
}
