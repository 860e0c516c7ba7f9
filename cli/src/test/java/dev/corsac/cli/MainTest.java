package dev.corsac.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

    @Test
    void help_names_the_commands_and_the_exit_codes() {
        CommandLineRun help = CommandLineRun.of("", "--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("up ", "Exit codes:");
        assertThat(CommandLineRun.of("", "up", "--help").out()).contains("--port=N", "--[no-]open");
    }

    @Test
    void no_command_is_wrong_usage() {
        CommandLineRun run = CommandLineRun.of("");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("Usage: corsac");
    }

    @Test
    void a_wrong_option_is_named_and_no_trace_is_shown() {
        CommandLineRun run = CommandLineRun.of("", "up", "--prot", "1");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--prot").doesNotContain("\tat ");
    }

    @Test
    void a_port_that_is_no_number_is_named() {
        CommandLineRun run = CommandLineRun.of("", "up", "--port", "eighty");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--port").contains("eighty").doesNotContain("\tat ");
    }

    @Test
    void a_file_that_is_not_there_is_one_line(@TempDir Path folder) {
        CommandLineRun run = CommandLineRun.of("", "up", folder.toString());
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err())
                .isEqualTo("corsac: there is no corsac.yaml and no template in " + folder
                        + ": name the file: corsac up FILE" + System.lineSeparator());
    }

    @Test
    void a_port_in_use_is_one_line_with_the_fix(@TempDir Path folder) throws Exception {
        System.setProperty("corsac.runtime", folder.toString());
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path file = folder.resolve("corsac.yaml");
            Files.writeString(
                    file, "sites: {a: {host: a.localhost, directory: ., port: " + taken.getLocalPort() + "}}");
            CommandLineRun run = CommandLineRun.of("", "up", "--no-open", file.toString());
            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.err())
                    .isEqualTo("corsac: port " + taken.getLocalPort()
                            + " is in use: end the program that listens there, or move all ports with --port N"
                            + System.lineSeparator());
        } finally {
            System.clearProperty("corsac.runtime");
        }
    }
}
