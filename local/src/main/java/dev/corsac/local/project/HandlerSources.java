package dev.corsac.local.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The classes in sources that declare themselves handlers: good enough before anything is built. */
final class HandlerSources {

    /** The words before a class, its name, and what follows until its body. */
    private static final Pattern CLASS = Pattern.compile("(?m)^([a-z ]*)class\\s+([A-Za-z0-9_]+)([^{]*)");

    private static final Pattern PACKAGE = Pattern.compile("(?m)^package\\s+([A-Za-z0-9_.]+)");

    private static final Pattern HANDLER = Pattern.compile("\\b(RequestHandler|RequestStreamHandler)\\b"
            + "|\\bextends\\s+Cors\\w*Handler\\b"
            + "|:\\s*(ApiGateway\\w*LambdaFunction|Micronaut\\w*Handler|FunctionInvoker)\\b"
            + "|\\bextends\\s+(ApiGateway\\w*LambdaFunction|Micronaut\\w*Handler|FunctionInvoker)\\b");

    private HandlerSources() {}

    /** Returns the names of the handlers in a folder of Java or Kotlin sources, with dots. */
    static List<String> in(Path folder) {
        List<String> handlers = new ArrayList<>();
        for (Path file : files(folder)) {
            boolean kotlin = file.toString().endsWith(".kt");
            try {
                String text = Files.readString(file);
                Matcher declared = CLASS.matcher(text);
                while (declared.find()) {
                    String before = declared.group(1);
                    boolean isPublic = kotlin
                            ? !before.contains("private") && !before.contains("internal")
                            : before.contains("public");
                    if (isPublic
                            && !before.contains("abstract")
                            && HANDLER.matcher(declared.group(3)).find()) {
                        Matcher named = PACKAGE.matcher(text);
                        handlers.add((named.find() ? named.group(1) + "." : "") + declared.group(2));
                    }
                }
            } catch (IOException e) {
                // What cannot be read cannot be compiled.
            }
        }
        return handlers;
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file ->
                            file.toString().endsWith(".java") || file.toString().endsWith(".kt"))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }
}
