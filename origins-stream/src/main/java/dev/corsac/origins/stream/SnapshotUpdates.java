package dev.corsac.origins.stream;

import dev.corsac.CorsProblem;
import dev.corsac.origins.OriginRules;
import dev.corsac.origins.OriginSnapshot;
import dev.corsac.origins.SnapshotBuilder;
import dev.corsac.origins.dynamodb.OriginsTable;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Brings the snapshot in the store up to date with the table. */
final class SnapshotUpdates {

    /** How often a write is tried again after another was quicker. */
    private static final int MOST_ATTEMPTS = 8;

    private static final String HELD = "Changes of the table are held back, since an earlier version was put back."
            + " The command release ends that.";

    private final OriginsTable table;
    private final SnapshotStore store;
    private final OriginRules rules;
    private final InstantSource clock;

    SnapshotUpdates(OriginsTable table, SnapshotStore store, OriginRules rules, InstantSource clock) {
        this.table = table;
        this.store = store;
        this.rules = rules;
        this.clock = clock;
    }

    /** Obeys a command; returns what came of it, for people. */
    String obey(String command, long version) throws IOException {
        return switch (command) {
            case "rebuild" -> rebuild();
            case "rollback" -> rollback(version);
            case "release" -> {
                store.release();
                yield rebuild();
            }
            case "status" -> status();
            default ->
                throw new IllegalArgumentException("\"" + command
                        + "\" is not a valid command. Use rebuild, rollback with a version, release or status.");
        };
    }

    /** Applies what the table has now for these keys; returns what came of it, for people. */
    String apply(Set<OriginsTable.Key> keys) throws IOException {
        if (keys.isEmpty()) {
            return "Nothing to do.";
        }
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            SnapshotStore.Current current;
            try {
                current = store.current();
            } catch (SnapshotStore.DamagedSnapshotException e) {
                return rebuild();
            }
            // After the read: a version is put back only behind this mark, so what was read is from before, or the mark
            // is there.
            if (store.isHeld()) {
                return HELD;
            }
            OriginSnapshot former = current.snapshot();
            if (former == null || !former.rules().equals(rules)) {
                return rebuild();
            }
            Map<OriginsTable.Key, OriginsTable.Item> items = table.get(keys);
            Map<String, CorsProblem> problems = problems(items.values());
            SnapshotBuilder builder = new SnapshotBuilder(former);
            int rejected = 0;
            for (OriginsTable.Key key : keys) {
                OriginsTable.Item item = items.get(key);
                CorsProblem problem = problems.get(key.origin());
                if (item != null && problem == null) {
                    builder.add(key.snapshotTenant(), key.origin());
                } else {
                    builder.remove(key.snapshotTenant(), key.origin());
                    rejected += item == null ? 0 : 1;
                }
            }
            OriginSnapshot next = builder.build(store.nextVersion(current), clock.instant());
            report(items.values(), problems);
            String outcome = publish(next, current, rejected);
            if (outcome != null) {
                return outcome;
            }
        }
        throw new IOException(store + ": others wrote it " + MOST_ATTEMPTS
                + " times in a row. Set the function's reserved concurrency to 1.");
    }

    private String rebuild() throws IOException {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            SnapshotStore.Current current;
            try {
                current = store.current();
            } catch (SnapshotStore.DamagedSnapshotException e) {
                current = new SnapshotStore.Current(null, e.tag);
            }
            if (store.isHeld()) {
                return HELD;
            }
            SnapshotBuilder builder = new SnapshotBuilder(rules);
            int[] rejected = new int[1];
            table.scan(true, items -> {
                Map<String, CorsProblem> problems = problems(items);
                for (OriginsTable.Item item : items) {
                    if (problems.containsKey(item.key().origin())) {
                        rejected[0]++;
                    } else {
                        builder.add(item.key().snapshotTenant(), item.key().origin());
                    }
                }
                report(items, problems);
            });
            OriginSnapshot next = builder.build(store.nextVersion(current), clock.instant());
            String outcome = publish(next, current, rejected[0]);
            if (outcome != null) {
                return outcome;
            }
        }
        throw new IOException(store + ": others wrote it " + MOST_ATTEMPTS + " times while the table was read."
                + " Set the function's reserved concurrency to 1.");
    }

    /** Returns null if another was quicker. */
    private @Nullable String publish(OriginSnapshot next, SnapshotStore.Current current, int rejected)
            throws IOException {
        String rejections = rejected == 0 ? "" : " Not valid, and left out: " + rejected + ".";
        if (current.snapshot() != null && next.hasSameOrigins(current.snapshot())) {
            return "Nothing has changed in " + current.snapshot() + "." + rejections;
        }
        return store.publish(next, current) ? "Wrote " + next + "." + rejections : null;
    }

    private String rollback(long version) throws IOException {
        OriginSnapshot earlier = store.version(version);
        store.hold(version);
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            SnapshotStore.Current current;
            try {
                current = store.current();
            } catch (SnapshotStore.DamagedSnapshotException e) {
                current = new SnapshotStore.Current(null, e.tag);
            }
            OriginSnapshot next = earlier.withVersion(store.nextVersion(current), clock.instant());
            if (store.publish(next, current)) {
                return "Wrote " + next + " with the origins of version " + version
                        + ". Changes of the table are held back until the command release.";
            }
        }
        throw new IOException(store + ": others wrote it " + MOST_ATTEMPTS + " times in a row. Try again.");
    }

    private String status() throws IOException {
        OriginSnapshot current = store.current().snapshot();
        return (current == null ? "There is no snapshot." : "Current is " + current + ".") + " Kept versions: "
                + store.versions() + "." + (store.isHeld() ? " Changes of the table are held back." : "");
    }

    private Map<String, CorsProblem> problems(Collection<OriginsTable.Item> items) {
        Set<String> origins = items.stream().map(item -> item.key().origin()).collect(Collectors.toSet());
        Map<String, CorsProblem> problems = new HashMap<>();
        if (!origins.isEmpty()) {
            List<CorsProblem> all = rules.problems(origins);
            all.forEach(problem -> problems.putIfAbsent(problem.value(), problem));
        }
        return problems;
    }

    /** Writes to each item why it is left out, or that it is not any more; the record of that write then finds nothing to change. */
    private void report(Collection<OriginsTable.Item> items, Map<String, CorsProblem> problems) throws IOException {
        for (OriginsTable.Item item : items) {
            CorsProblem problem = problems.get(item.key().origin());
            String text = problem == null ? null : problem.message();
            if (!Objects.equals(text, item.problem())) {
                table.report(item.key(), text);
            }
        }
    }
}
