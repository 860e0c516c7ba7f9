package dev.corsac.benchmarks.compare;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.corsac.CorsDecision;
import dev.corsac.CorsPolicy;
import dev.corsac.CorsRequest;
import dev.corsac.benchmarks.lambda.Payloads;
import dev.corsac.lambda.CorsStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The work that is measured, with the public API only, so that it runs with every version that has it. Strings of a request are
 * created from bytes each time, as they come off the wire.
 */
public final class Workloads {

    private Workloads() {}

    /** Returns each piece of work by its name. */
    public static Map<String, Workload> all() {
        Map<String, Workload> all = new LinkedHashMap<>();
        for (String origins : List.of("1", "10", "1000", "wildcard1000")) {
            Tenants tenants = new Tenants(origins);
            Set<String> set = new HashSet<>(tenants.allowed);
            CorsPolicy policy = tenants.policy();
            byte[][] sent = bytes(tenants.sent);
            byte[][] strangers = bytes(tenants.sent.stream()
                    .map(origin -> origin.replace("tenant", "tenamt"))
                    .toList());
            all.put("hashset/" + origins, times -> {
                int found = 0;
                for (int i = 0; i < times; i++) {
                    found += set.contains(new String(sent[i % sent.length], ISO_8859_1)) ? 1 : 0;
                }
                return found;
            });
            all.put("actual-allowed/" + origins, decisions(policy, "POST", sent, null, null));
            all.put("actual-refused/" + origins, decisions(policy, "POST", strangers, null, null));
            all.put(
                    "preflight-granted/" + origins,
                    decisions(policy, "OPTIONS", sent, "PUT", "authorization,content-type"));
            all.put(
                    "preflight-refused/" + origins,
                    decisions(policy, "OPTIONS", sent, "PUT", "authorization,content-type,x-other"));
            all.put("preflight-refused-method/" + origins, decisions(policy, "OPTIONS", sent, "PATCH", null));
            all.put("hostile-headers/" + origins, decisions(policy, "OPTIONS", sent, "PUT", "a,".repeat(4096)));
        }
        all.put("hostile-varied/10", varied(new Tenants("10")));
        for (String kind : List.of("1KB", "plain", "base64", "json")) {
            handlers(all, kind);
        }
        return all;
    }

    /** Some tenants of an application, and what they may do. */
    private static final class Tenants {

        final List<String> allowed = new ArrayList<>();
        final List<String> sent = new ArrayList<>();

        Tenants(String origins) {
            boolean wildcard = origins.startsWith("wildcard");
            int count = Integer.parseInt(origins.replace("wildcard", ""));
            for (int i = 0; i < count; i++) {
                String tenant = "tenant-" + i * 7919L % 1_000_003 + ".example.com";
                allowed.add((wildcard ? "https://*." : "https://") + tenant);
                sent.add((wildcard ? "https://app." : "https://") + tenant);
            }
            Collections.shuffle(sent, new Random(1));
        }

        CorsPolicy policy() {
            return CorsPolicy.builder()
                    .allowOrigins(allowed)
                    .allowCredentials()
                    .allowMethods("PUT")
                    .allowHeaders("Authorization", "Content-Type")
                    .exposeHeaders("ETag")
                    .maxAge(Duration.ofMinutes(10))
                    .build();
        }
    }

    private static byte[][] bytes(List<String> texts) {
        return texts.stream().map(text -> text.getBytes(ISO_8859_1)).toArray(byte[][]::new);
    }

    private static Workload decisions(
            CorsPolicy policy,
            String method,
            byte[][] origins,
            @Nullable String requestMethod,
            @Nullable String requestHeaders) {
        byte[] list =
                requestHeaders == null || requestHeaders.length() > 1024 ? null : requestHeaders.getBytes(ISO_8859_1);
        return times -> {
            int allowed = 0;
            for (int i = 0; i < times; i++) {
                CorsDecision decision = policy.decide(CorsRequest.of(
                        method,
                        new String(origins[i % origins.length], ISO_8859_1),
                        requestMethod,
                        list == null ? requestHeaders : new String(list, ISO_8859_1)));
                allowed += decision.allowed() ? 1 : 0;
            }
            return allowed;
        };
    }

    /** A client that never sends a list twice in a row, and whose lists share their lengths. */
    private static Workload varied(Tenants tenants) {
        CorsPolicy policy = tenants.policy();
        byte[][] origins = bytes(tenants.sent);
        String[] lists = new String[1021];
        Random random = new Random(1);
        for (int i = 0; i < lists.length; i++) {
            StringBuilder list = new StringBuilder("authorization,content-type");
            while (list.length() < 70) {
                list.append(i % 2 == 0 ? ",x-" : ", ,x").append(Integer.toString(random.nextInt(1 << 20), 36));
            }
            lists[i] = list.substring(0, 70);
        }
        return times -> {
            int allowed = 0;
            for (int i = 0; i < times; i++) {
                CorsDecision decision = policy.decide(CorsRequest.of(
                        "OPTIONS",
                        new String(origins[i % origins.length], ISO_8859_1),
                        "PUT",
                        lists[i % lists.length]));
                allowed += decision.allowed() ? 1 : 0;
            }
            return allowed;
        };
    }

    @SuppressWarnings("NullAway") // AWS's interface has no annotations, and no handler here asks for the context
    private static void handlers(Map<String, Workload> all, String kind) {
        byte[] event = Payloads.event();
        byte[] response = Payloads.response(kind);
        CorsStreamHandler handler = new CorsStreamHandler(
                CorsPolicy.builder().allowOrigins(Payloads.ORIGIN).build(), (in, out, context) -> {
                    in.readAllBytes();
                    out.write(response);
                });
        all.put("handler/" + kind, times -> {
            int size = 0;
            for (int i = 0; i < times; i++) {
                ByteArrayOutputStream out = new ByteArrayOutputStream(response.length + 2048);
                handler.handleRequest(new ByteArrayInputStream(event), out, null);
                size += out.size();
            }
            return size;
        });
        all.put("handler-bare/" + kind, times -> {
            int size = 0;
            for (int i = 0; i < times; i++) {
                ByteArrayOutputStream out = new ByteArrayOutputStream(response.length + 2048);
                new ByteArrayInputStream(event).readAllBytes();
                out.write(response);
                size += out.size();
            }
            return size;
        });
    }
}
