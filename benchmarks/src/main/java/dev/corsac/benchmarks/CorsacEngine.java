package dev.corsac.benchmarks;

import dev.corsac.CorsDecision;
import dev.corsac.CorsHeader;
import dev.corsac.CorsPolicy;
import dev.corsac.CorsRequest;
import java.time.Duration;
import java.util.List;

final class CorsacEngine implements Engine {

    private final CorsPolicy policy;
    private final boolean written;

    /** @param written whether the header lines go into the reply, as with the other engines, or are only decided on */
    CorsacEngine(List<String> origins, boolean written) {
        this.written = written;
        this.policy = CorsPolicy.builder()
                .allowOrigins(origins)
                .allowCredentials()
                .allowMethods(METHODS)
                .allowHeaders(HEADERS)
                .exposeHeaders("ETag")
                .maxAge(Duration.ofMinutes(10))
                .build();
    }

    @Override
    public Object decide(Call call, Reply reply) {
        CorsDecision decision = policy.decide(
                CorsRequest.of(call.method(), call.freshOrigin(), call.requestMethod(), call.freshRequestHeaders()));
        if (written) {
            if (decision.status().isPresent()) {
                reply.status = decision.status().getAsInt();
            }
            List<CorsHeader> headers = decision.headers();
            for (int i = 0; i < headers.size(); i++) {
                CorsHeader header = headers.get(i);
                // Each name appears once, so nothing has to be replaced. Spring adds its lines in the same way.
                reply.add(header.name(), header.value());
            }
        }
        return decision;
    }
}
