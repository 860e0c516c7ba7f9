package dev.corsac.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The JDK's {@code keytool}.
 *
 * @param program the command
 * @param limit how long one call may take; past it the process is ended
 */
record Keytool(Path program, Duration limit) {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Finds the one of the JDK that runs Corsac. */
    static Keytool ofThisJdk() {
        return new Keytool(Path.of(System.getProperty("java.home"), "bin", "keytool"), MINUTE);
    }

    /**
     * Makes a key and its certificate in a key store.
     *
     * @param store the file, made if it is not there
     * @param arguments further options of {@code -genkeypair}
     * @throws LocalException if it fails, takes too long or is not there
     */
    void generate(Path store, String password, String alias, int days, String... arguments)
            throws IOException, InterruptedException, LocalException {
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "-J-Xshare:auto",
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                Integer.toString(days),
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                password));
        command.addAll(List.of(arguments));
        // Into a file: reading from the process itself would last as long as the process does, whatever the limit.
        Path output = Files.createTempFile("corsac-keytool", ".log");
        try {
            run(command, output);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private void run(List<String> command, Path output) throws IOException, InterruptedException, LocalException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            throw new LocalException(program + " has not made a certificate within " + limit.toSeconds()
                    + " seconds, and was ended. Try again when the machine is less busy");
        }
        if (process.exitValue() != 0) {
            throw new LocalException("keytool could not make a certificate: "
                    + Files.readString(output, StandardCharsets.UTF_8).strip());
        }
    }
}
