package dev.corsac.config;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the classes that Lambda could take as handlers, in compiled classes or, before they are built, in sources. */
public final class HandlerClasses {

    private static final String RUNTIME = "com/amazonaws/services/lambda/runtime/";
    private static final String CORSAC = "dev/corsac/lambda/";

    private HandlerClasses() {}

    /**
     * What a class file says of its class.
     *
     * @param supers its super class and interfaces
     */
    private record Known(String name, boolean instantiable, List<String> supers) {}

    /** The names of the public classes in that folder that are handlers, in order; of a file that is no class none. */
    public static List<String> compiled(Path classes) {
        Map<String, Known> known = new TreeMap<>();
        for (Path file : files(classes, ".class")) {
            try {
                Known read = read(Files.readAllBytes(file));
                if (read != null) {
                    known.put(read.name(), read);
                }
            } catch (IOException e) {
                // It is not for Lambda either.
            }
        }
        List<String> handlers = new ArrayList<>();
        for (Known candidate : known.values()) {
            if (candidate.instantiable() && isHandler(candidate, known, 0)) {
                handlers.add(candidate.name().replace('/', '.'));
            }
        }
        return handlers;
    }

    private static boolean isHandler(Known candidate, Map<String, Known> known, int depth) {
        for (String above : candidate.supers()) {
            boolean handler = above.equals(RUNTIME + "RequestHandler")
                    || above.equals(RUNTIME + "RequestStreamHandler")
                    || (above.startsWith(CORSAC) && above.endsWith("Handler"));
            Known own = known.get(above);
            if (handler || (own != null && depth < 20 && isHandler(own, known, depth + 1))) {
                return true;
            }
        }
        return false;
    }

    /** The head of a class file, JVMS chapter 4; null for a module's or package's. */
    private static @Nullable Known read(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readInt() != 0xcafebabe) {
                return null;
            }
            in.readInt(); // version
            int count = in.readUnsignedShort();
            Map<Integer, String> texts = new HashMap<>();
            Map<Integer, Integer> classes = new HashMap<>();
            for (int i = 1; i < count; i++) {
                int tag = in.readUnsignedByte();
                switch (tag) {
                    case 1 -> texts.put(i, in.readUTF());
                    case 7 -> classes.put(i, in.readUnsignedShort());
                    case 8, 16, 19, 20 -> in.readUnsignedShort();
                    case 15 -> in.skipNBytes(3);
                    case 3, 4, 9, 10, 11, 12, 17, 18 -> in.readInt();
                    case 5, 6 -> {
                        in.readLong();
                        i++; // takes two places
                    }
                    default -> throw new IOException("no constant has the tag " + tag);
                }
            }
            int access = in.readUnsignedShort();
            String name = texts.get(classes.get(in.readUnsignedShort()));
            List<String> supers = new ArrayList<>();
            supers.add(String.valueOf(texts.get(classes.get(in.readUnsignedShort()))));
            int interfaces = in.readUnsignedShort();
            for (int i = 0; i < interfaces; i++) {
                supers.add(String.valueOf(texts.get(classes.get(in.readUnsignedShort()))));
            }
            boolean instantiable = (access & 0x0001) != 0 && (access & 0x8600) == 0;
            return name == null ? null : new Known(name, instantiable, supers);
        }
    }

    /** The classes in sources that say that they are handlers: good enough before anything is built. */
    static List<String> inSources(Path sources) {
        List<String> handlers = new ArrayList<>();
        for (Path file : files(sources, ".java")) {
            try {
                String text = Files.readString(file);
                String name = file.getFileName().toString().replace(".java", "");
                int declared = text.indexOf("class " + name);
                int body = declared < 0 ? -1 : text.indexOf('{', declared);
                if (body < 0) {
                    continue;
                }
                String head = text.substring(declared, body);
                String before = text.substring(Math.max(0, text.lastIndexOf('\n', declared)), declared);
                boolean handler = head.contains("RequestHandler")
                        || head.contains("RequestStreamHandler")
                        || (head.contains("extends Cors") && head.contains("Handler"));
                if (handler && before.contains("public") && !before.contains("abstract")) {
                    handlers.add(packageOf(text) + name);
                }
            } catch (IOException e) {
                // What cannot be read cannot be compiled.
            }
        }
        return handlers;
    }

    private static String packageOf(String text) {
        for (String line : text.lines().toList()) {
            if (line.startsWith("package ") && line.strip().endsWith(";")) {
                String stripped = line.strip();
                return stripped.substring("package ".length(), stripped.length() - 1)
                                .strip() + ".";
            }
        }
        return "";
    }

    private static List<Path> files(Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }
}
