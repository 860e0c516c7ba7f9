package dev.corsac.local.function;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets no process outlive Corsac, whatever becomes of that: a shell between the two ends the process, and what it has started,
 * when its own standard input, which Corsac holds open, is closed. Corsac's runtime client sees to that by itself.
 */
final class StartGuard {

    /** The descriptor of the guarded program that leads to the same place as its standard output. */
    static final int LOG_DESCRIPTOR = 5;

    private static final Path SHELL = Path.of("/bin/sh");

    /**
     * The guarded program has no standard input, and its own standard error: what the shell would say of its end there is
     * nobody's log. Reading is the shell's own, so that no further process can be left. The program leads a process group,
     * which ends with it and with the guard; where it could not be made a leader, only the program itself is ended.
     */
    private static final String SCRIPT = """
            exec 3<&0 4>&2 </dev/null 2>/dev/null
            "$@" 2>&4 5>&1 3<&- 4>&- &
            child=$!
            exec 1>/dev/null 4>&-
            { while read -r _ <&3; do :; done; kill -s KILL -- "-$child"; kill -s KILL "$child"; } &
            watch=$!
            exec 3<&-
            wait "$child"
            status=$?
            kill -s KILL -- "-$child"
            kill -s KILL "$watch"
            exit "$status"
            """;

    private StartGuard() {}

    /** Whether there is a shell here, and so a guard. */
    static boolean isSupported() {
        return Files.isExecutable(SHELL);
    }

    /** The command behind a guard where there is a shell, in any case in a process group of its own where that is possible. */
    static List<String> around(List<String> command, boolean wanted) {
        if (!wanted || !isSupported()) {
            return ProcessGroup.around(command);
        }
        List<String> guarded = new ArrayList<>(List.of(SHELL.toString(), "-c", SCRIPT, "corsac"));
        guarded.addAll(ProcessGroup.around(command));
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
