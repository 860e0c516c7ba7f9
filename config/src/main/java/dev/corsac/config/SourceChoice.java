package dev.corsac.config;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The file that a command reads when its user names a file, a folder, or nothing. Immutable.
 *
 * @param kind what was found
 * @param folder where it was looked for
 * @param files what was found; empty for {@link Kind#TERRAFORM} and {@link Kind#NOTHING}
 */
public record SourceChoice(Kind kind, Path folder, List<Path> files) {

    /** What can be found. */
    public enum Kind {
        /** The file that was named, whatever is in it. */
        NAMED,
        /** The folder's {@code corsac.yaml}. */
        OWN,
        /** The folder's template. */
        TEMPLATE,
        /** More than one template, of which the user must name one. */
        SEVERAL,
        /** A Terraform configuration, whose state is to be made first. */
        TERRAFORM,
        /** None of these. */
        NOTHING
    }

    /** Copies the list. */
    public SourceChoice {
        files = List.copyOf(files);
    }

    /**
     * Finds the file.
     *
     * @param named a file or a folder; null for the present folder
     * @throws ConfigurationException if it does not exist
     */
    public static SourceChoice of(FileSource files, @Nullable Path named) {
        if (named != null && !files.isFolder(named.toAbsolutePath())) {
            if (!files.isFile(named.toAbsolutePath())) {
                throw new ConfigurationException("there is no " + named);
            }
            Path parent = named.getParent();
            return new SourceChoice(Kind.NAMED, parent == null ? Path.of("") : parent, List.of(named));
        }
        Path folder = named == null ? Path.of("") : named;
        Path own = folder.resolve(Sources.OWN);
        if (files.isFile(own.toAbsolutePath())) {
            return new SourceChoice(Kind.OWN, folder, List.of(own));
        }
        return ofTemplates(files, folder);
    }

    /** Finds the template of a folder, whether or not it has a {@code corsac.yaml}. */
    public static SourceChoice ofTemplates(FileSource files, Path folder) {
        List<Path> templates = Sources.templates(files, folder);
        Kind kind = templates.size() > 1
                ? Kind.SEVERAL
                : !templates.isEmpty()
                        ? Kind.TEMPLATE
                        : TerraformRun.isConfiguration(files, folder) ? Kind.TERRAFORM : Kind.NOTHING;
        return new SourceChoice(kind, folder, templates);
    }

    /**
     * Returns the file that was found.
     *
     * @throws IllegalStateException unless there is one
     */
    public Path file() {
        if (files.size() != 1) {
            throw new IllegalStateException(kind + " is not one file");
        }
        return files.get(0);
    }
}
