package dev.corsac.local.function;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets no process outlive Corsac, whatever becomes of that: a shell between the two ends the process when its own standard
 * input, which Corsac holds open, is closed. Corsac's runtime client sees to that by itself.
 */
final class StartGuard {

    private static final Path SHELL = Path.of("/bin/sh");

    /**
     * The guarded program has no standard input, and its own standard error: what the shell would say of its end there is
     * nobody's log. Reading is the shell's own, so that no further process can be left.
     */
    private static final String SCRIPT = """
            exec 3<&0 4>&2 </dev/null 2>/dev/null
            "$@" 2>&4 3<&- 4>&- &
            child=$!
            exec 1>/dev/null 4>&-
            { while read -r _ <&3; do :; done; kill -KILL "$child"; } &
            watch=$!
            exec 3<&-
            wait "$child"
            status=$?
            kill -KILL "$watch"
            exit "$status"
            """;

    private StartGuard() {}

    /** The command behind a guard, where one is wanted and there is a shell. */
    static List<String> around(List<String> command, boolean wanted) {
        if (!wanted || !Files.isExecutable(SHELL)) {
            return command;
        }
        List<String> guarded = new ArrayList<>(List.of(SHELL.toString(), "-c", SCRIPT, "corsac"));
        guarded.addAll(command);
        return guarded;
    }

    /** Whether it is a guard that runs there, to whom its own end is left. */
    static boolean isAround(Process process) {
        return process.info()
                .command()
                .map(Path::of)
                .filter(StartGuard::isShell)
                .isPresent();
    }

    private static boolean isShell(Path command) {
        try {
            return Files.isSameFile(command, SHELL);
        } catch (IOException e) {
            return false;
        }
    }
}
