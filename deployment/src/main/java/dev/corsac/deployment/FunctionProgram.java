package dev.corsac.deployment;

import java.nio.file.Path;
import java.util.List;

/** What a function's process runs. */
public sealed interface FunctionProgram {

    /** Returns the value of the variable {@code _HANDLER}. */
    String handler();

    /**
     * A Java handler.
     *
     * @param handler {@code package.Class} or {@code package.Class::method}
     * @param classPath where its classes are, in the order in which they are searched
     * @param client which runtime client asks for its events
     */
    record Java(String handler, List<ClassPathEntry> classPath, Client client) implements FunctionProgram {

        /** Copies the list. */
        public Java {
            classPath = List.copyOf(classPath);
        }

        /** The handler on Corsac's own runtime client, which runs on every operating system. */
        public Java(String handler, List<ClassPathEntry> classPath) {
            this(handler, classPath, Client.CORSAC);
        }
    }

    /**
     * A program that speaks the Runtime API by itself: a custom runtime's {@code bootstrap}, or any command that starts
     * one.
     *
     * @param command the program and its arguments; a program with a slash in its name is relative to the function's
     *     folder, one without is searched on the {@code PATH}
     * @param handler what {@code _HANDLER} says; empty where the program does not look at it
     * @param watched files and folders that make a new process necessary when they change, in addition to the files that the
     *     command itself names
     */
    record Command(List<String> command, String handler, List<Path> watched) implements FunctionProgram {

        /**
         * Copies the lists.
         *
         * @throws IllegalArgumentException if the command is empty
         */
        public Command {
            command = List.copyOf(command);
            watched = List.copyOf(watched);
            if (command.isEmpty()) {
                throw new IllegalArgumentException("a command names a program");
            }
        }
    }

    /** Who speaks the Runtime API for a Java handler. */
    enum Client {
        /** {@code corsac-runtime}: AWS's loop and handler loading over a connection in pure Java. */
        CORSAC,
        /** AWS's own runtime interface client with its native library, which exists for Linux only. */
        AWS
    }

    /**
     * A part of a class path.
     *
     * @param path what the kind says
     */
    record ClassPathEntry(Kind kind, Path path) {

        /** How an entry is read, each time that a process is started. */
        public enum Kind {
            /** A folder of classes or a jar file: the path itself. */
            CLASSES,
            /** A folder: all jar files in it, in lexical order. */
            JARS,
            /** The folder of a Maven or Gradle project: its classes and run-time dependencies, as the build tool reports them. */
            PROJECT,
            /**
             * A package as Lambda takes it: a folder, zip or jar file with classes, and with jar files in {@code lib}
             * (documented).
             */
            PACKAGE,
            /** A layer as Lambda takes it: a folder or zip file with jar files in {@code java/lib} (documented). */
            LAYER
        }

        /** A folder of classes, or a jar file. */
        public static ClassPathEntry classes(Path path) {
            return new ClassPathEntry(Kind.CLASSES, path);
        }

        /** All jar files in a folder. */
        public static ClassPathEntry jars(Path folder) {
            return new ClassPathEntry(Kind.JARS, folder);
        }

        /** A Maven or Gradle project that has been compiled. */
        public static ClassPathEntry project(Path folder) {
            return new ClassPathEntry(Kind.PROJECT, folder);
        }

        /** A folder, zip or jar file in the layout of Lambda's packages. */
        public static ClassPathEntry packaged(Path path) {
            return new ClassPathEntry(Kind.PACKAGE, path);
        }

        /** A folder or zip file in the layout of Lambda's layers. */
        public static ClassPathEntry layer(Path path) {
            return new ClassPathEntry(Kind.LAYER, path);
        }
    }
}
