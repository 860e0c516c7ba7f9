package dev.corsac.local.project;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The class path that a build tool reported last, in a file of its build folder, with a digest of the files that it was made
 * from: it counts until one of these has another content.
 *
 * @param file where it is kept
 * @param digest the digest of the files as they are now
 */
record KeptClassPath(Path file, String digest) {

    /** Another number where the questions to the build tools change, so that what older ones reported is not used. */
    private static final String QUESTION = "2";

    private static final String HEAD = "# Made by Corsac from the build's files ";

    static KeptClassPath of(Path file, List<Path> madeFrom) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(QUESTION.getBytes(StandardCharsets.UTF_8));
            for (Path from : madeFrom) {
                digest.update(from.toString().getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(from));
            }
            return new KeptClassPath(file, HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Returns the class path; null if none is kept, it is of other files, or one of its jar files has gone. */
    @Nullable
    List<Path> read() throws IOException {
        if (!Files.isRegularFile(file)) {
            return null;
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !lines.get(0).equals(HEAD + digest)) {
            return null;
        }
        List<Path> paths = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            Path path = Path.of(line);
            if (line.endsWith(".jar") && !Files.exists(path)) {
                return null;
            }
            paths.add(path);
        }
        return paths;
    }

    void write(List<Path> paths) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException(file + " has no folder");
        }
        Files.createDirectories(folder);
        List<String> lines = new ArrayList<>(List.of(HEAD + digest));
        paths.forEach(path -> lines.add(path.toString()));
        Path beside = Files.createTempFile(folder, "corsac", ".classpath");
        Files.write(beside, lines);
        Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
