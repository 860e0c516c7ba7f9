package dev.corsac.local.machine;

import dev.corsac.config.Json;
import dev.corsac.explain.HarReader;
import dev.corsac.explain.ReadResult;
import dev.corsac.explain.RecordedCall;
import dev.corsac.explain.page.ExplainRun;
import dev.corsac.explain.page.UnreadableInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads the calls that somebody has captured in a file. */
public final class CaptureFile {

    /** Larger files are HAR files with images in them. */
    private static final long LARGE = 16L << 20;

    /** Bodies are cut there: nothing is read of them. */
    private static final int LONGEST_STRING = 16 * 1024;

    private CaptureFile() {}

    /**
     * Reads a HAR file, console lines or curl's output.
     *
     * @throws UnreadableInputException if it is something else
     * @throws IOException if the file cannot be read
     */
    public static List<RecordedCall> read(Path file) throws IOException {
        return Files.size(file) > LARGE
                ? readHar(file)
                : ExplainRun.read(file.toString(), text(Files.readAllBytes(file)));
    }

    /**
     * Reads a HAR file of any size.
     *
     * @throws UnreadableInputException if it is not one
     * @throws IOException if the file cannot be read
     */
    public static List<RecordedCall> readHar(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            ReadResult read = HarReader.read(file.toString(), Json.read(in, LONGEST_STRING));
            if (!read.problem().isEmpty()) {
                throw new UnreadableInputException(read.problem());
            }
            return read.calls();
        } catch (IllegalArgumentException e) {
            throw new UnreadableInputException(file + ": cannot be read: " + e.getMessage());
        }
    }

    /** Returns the text of a capture: UTF-8, but for what PowerShell's redirections write. */
    public static String text(byte[] capture) {
        boolean little = capture.length > 1 && capture[0] == (byte) 0xFF && capture[1] == (byte) 0xFE;
        boolean big = capture.length > 1 && capture[0] == (byte) 0xFE && capture[1] == (byte) 0xFF;
        Charset charset = little || big ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
        return new String(capture, charset);
    }
}
