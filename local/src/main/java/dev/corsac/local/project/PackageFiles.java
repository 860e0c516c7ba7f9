package dev.corsac.local.project;

import dev.corsac.local.LocalException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Packages and layers in the layout that Lambda documents. A zip file, or a jar with jar files in {@code lib}, is unpacked as
 * Lambda does it, once for each version of the file. Thread-safe.
 */
final class PackageFiles {

    /** How many unpacked versions of a file stay: processes of the last one may still load classes. */
    private static final int KEPT = 2;

    private final Path unpacked;

    /** @param unpacked the folder for what is unpacked */
    PackageFiles(Path unpacked) {
        this.unpacked = unpacked;
    }

    /**
     * Returns the class path of a package: its classes, then the jar files in {@code lib} in lexical order.
     *
     * @throws LocalException if the file is not a zip file or cannot be unpacked
     */
    List<Path> ofPackage(Path code) throws LocalException {
        Path root = root(code);
        List<Path> paths = new ArrayList<>(List.of(root));
        paths.addAll(jars(root.resolve("lib")));
        return paths;
    }

    /** Returns the folder that stands for Lambda's {@code /var/task}, or the jar file that needs no unpacking. */
    Path root(Path code) throws LocalException {
        return Files.isRegularFile(code) && (isZip(code) || hasLibraries(code)) ? unpack(code) : code;
    }

    /** Returns the jar files of a layer. */
    List<Path> ofLayer(Path layer) throws LocalException {
        Path root = Files.isRegularFile(layer) ? unpack(layer) : layer;
        return jars(root.resolve("java").resolve("lib"));
    }

    /** Returns the jar files of a folder in lexical order; none if there is no such folder. */
    static List<Path> jars(Path folder) {
        TreeSet<Path> jars = new TreeSet<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, "*.jar")) {
                stream.forEach(jars::add);
            } catch (IOException e) {
                return List.of();
            }
        }
        return List.copyOf(jars);
    }

    private static boolean isZip(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".zip");
    }

    private static boolean hasLibraries(Path file) throws LocalException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                String name = entries.nextElement().getName();
                if (name.startsWith("lib/") && name.endsWith(".jar") && name.indexOf('/', 4) < 0) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw notZip(file, e);
        }
    }

    private static LocalException notZip(Path file, IOException e) {
        return new LocalException(file + " is not a zip or jar file (" + e.getMessage() + "). Build it again.", e);
    }

    private synchronized Path unpack(Path file) throws LocalException {
        try {
            FileTime modified = Files.getLastModifiedTime(file);
            Path versions = unpacked.resolve(key(file));
            Path folder = versions.resolve(modified.toMillis() + "-" + Files.size(file));
            if (Files.isDirectory(folder)) {
                return folder;
            }
            Files.createDirectories(versions);
            Path beside = Files.createTempDirectory(versions, "unpacking");
            try {
                unpack(file, beside);
                Files.move(beside, folder, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileAlreadyExistsException e) {
                // Another run has unpacked it meanwhile.
                delete(beside);
            } catch (IOException | LocalException e) {
                delete(beside);
                throw e;
            }
            deleteOld(versions, folder);
            return folder;
        } catch (IOException e) {
            throw new LocalException(file + " cannot be unpacked into " + unpacked + ": " + e.getMessage(), e);
        }
    }

    /** A name for a file's versions: its own, to recognise it, and a number for its folder. */
    private static String key(Path file) {
        CRC32 crc = new CRC32();
        crc.update(file.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8));
        return file.getFileName() + "-" + HexFormat.of().toHexDigits((int) crc.getValue());
    }

    private static void unpack(Path file, Path folder) throws IOException, LocalException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) {
                    throw new LocalException(file + " has an entry outside of the package: " + entry.getName()
                            + ". Build it again without it.");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Path parent = target.getParent();
                if (parent != null) {
                    Files.createDirectories(parent);
                }
                try (InputStream in = zip.getInputStream(entry)) {
                    Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (ZipException e) {
            throw notZip(file, e);
        }
    }

    private static void deleteOld(Path versions, Path newest) throws IOException {
        List<Path> old = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(versions)) {
            for (Path version : all) {
                if (!version.equals(newest) && !version.getFileName().toString().startsWith("unpacking")) {
                    old.add(version);
                }
            }
        }
        old.sort(Comparator.comparing(Path::toString).reversed());
        for (Path version : old.subList(Math.min(KEPT - 1, old.size()), old.size())) {
            delete(version);
        }
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
