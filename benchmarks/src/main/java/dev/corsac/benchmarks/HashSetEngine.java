package dev.corsac.benchmarks;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The limit: no CORS, just one look-up. */
final class HashSetEngine implements Engine {

    private final Set<String> origins;

    HashSetEngine(List<String> origins) {
        this.origins = new HashSet<>(origins);
    }

    @Override
    public Object decide(Call call, Reply reply) {
        return origins.contains(call.freshOrigin());
    }
}
