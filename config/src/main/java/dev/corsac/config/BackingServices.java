package dev.corsac.config;

import dev.corsac.deployment.FunctionSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What functions need in their environment so that the AWS SDKs call an emulator in place of AWS: its address, in the variable
 * that the SDKs read (documented), and credentials of nobody, so that no call is signed with real ones.
 */
public final class BackingServices {

    private static final String ENDPOINT = "AWS_ENDPOINT_URL";

    private static final Map<String, String> CREDENTIALS =
            Map.of("AWS_ACCESS_KEY_ID", "test", "AWS_SECRET_ACCESS_KEY", "test", "AWS_SESSION_TOKEN", "test");

    private BackingServices() {}

    /** Returns what is wrong with an endpoint's address, with the fix; empty if nothing is. */
    static String problem(String endpoint) {
        try {
            URI address = new URI(endpoint);
            boolean http = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            return http && address.getHost() != null
                    ? ""
                    : "\"" + endpoint + "\" is not the address of a server. Write one such as http://localhost:4566";
        } catch (URISyntaxException e) {
            return "\"" + endpoint + "\" is not a URL. Write one such as http://localhost:4566";
        }
    }

    /**
     * Returns a configuration whose functions call an emulator.
     *
     * @param endpoint the emulator's address
     * @throws ConfigurationException if it is not an address
     */
    public static Configuration applied(Configuration configuration, String endpoint) {
        String problem = problem(endpoint);
        if (!problem.isEmpty()) {
            throw new ConfigurationException("--aws-endpoint: " + problem);
        }
        return with(configuration, endpoint, true);
    }

    /** @param replace whether this endpoint counts rather than one that a function's environment has */
    static Configuration with(Configuration configuration, String endpoint, boolean replace) {
        List<FunctionSettings> functions = new ArrayList<>();
        for (FunctionSettings function : configuration.functions()) {
            Map<String, String> environment = new LinkedHashMap<>(CREDENTIALS);
            environment.put(ENDPOINT, endpoint);
            environment.putAll(function.environment());
            if (replace) {
                environment.put(ENDPOINT, endpoint);
            }
            functions.add(function.toBuilder().environment(environment).build());
        }
        return configuration.with(functions);
    }
}
