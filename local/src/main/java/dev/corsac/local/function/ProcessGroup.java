package dev.corsac.local.function;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process group of its own for each process of a function, so that everything that the process has started can be ended with
 * it: the children of a process that has ended belong to nobody, but stay in its group. Where the system has neither
 * {@code setsid} nor {@code perl}, as on Windows, only the processes that are still known as descendants are ended.
 */
final class ProcessGroup {

    private static final Path SHELL = Path.of("/bin/sh");

    private static final long ENDING_SECONDS = 5;

    private static final List<String> LEADER = leader();

    private ProcessGroup() {}

    /** What makes the program after it the leader of a session, and so of a group, without another process. */
    private static List<String> leader() {
        for (String program : List.of("/usr/bin/setsid", "/bin/setsid")) {
            if (Files.isExecutable(Path.of(program))) {
                return List.of(program);
            }
        }
        // macOS has no setsid, and perl.
        return Files.isExecutable(Path.of("/usr/bin/perl"))
                ? List.of("/usr/bin/perl", "-MPOSIX", "-e", "POSIX::setsid(); exec {$ARGV[0]} @ARGV or exit 127")
                : List.of();
    }

    /** Whether processes get groups of their own here. */
    static boolean isSupported() {
        return !LEADER.isEmpty() && Files.isExecutable(SHELL);
    }

    /** The command in a group of its own, which has the number of its process. */
    static List<String> around(List<String> command) {
        if (!isSupported()) {
            return command;
        }
        List<String> leading = new ArrayList<>(LEADER);
        leading.addAll(command);
        return leading;
    }

    /** Whether it is a command of {@link #around}, whose process leads a group; not so that of a guard around one. */
    static boolean isLeading(List<String> command) {
        return isSupported()
                && command.size() > LEADER.size()
                && command.subList(0, LEADER.size()).equals(LEADER);
    }

    /**
     * Ends what is left of the group of a process that has ended.
     *
     * @param leader the number of the process, which {@link #around} has started
     */
    static void kill(long leader) {
        if (!isSupported()) {
            return;
        }
        try {
            Process kill = new ProcessBuilder(SHELL.toString(), "-c", "kill -s KILL -- \"-$1\"", "corsac", "" + leader)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            kill.waitFor(ENDING_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            // No process can be started any more: then the system ends them, or nothing can.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
