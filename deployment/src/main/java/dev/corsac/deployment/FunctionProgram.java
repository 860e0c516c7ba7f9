package dev.corsac.deployment;

import java.nio.file.Path;
import java.util.List;

/** What a function's process runs. */
public sealed interface FunctionProgram {

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
     * @param watched files and folders that make a new process necessary when they change, beside the files that the
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
        /** AWS's own runtime interface client with its native library, which there is for Linux alone. */
        AWS
    }

    /**
     * A part of a class path.
     *
     * @param path a folder of classes or a jar file; a folder of jar files; a Maven project's folder
     */
    record ClassPathEntry(Kind kind, Path path) {

        /** How an entry is read, anew at each start of a process. */
        public enum Kind {
            /** The path itself. */
            CLASSES,
            /** All jar files in the folder, in lexical order. */
            JARS,
            /** The project's {@code target/classes}, and its run-time dependencies as Maven tells them. */
            MAVEN
        }

        /** A folder of classes, or a jar file. */
        public static ClassPathEntry classes(Path path) {
            return new ClassPathEntry(Kind.CLASSES, path);
        }

        /** All jar files in a folder. */
        public static ClassPathEntry jars(Path folder) {
            return new ClassPathEntry(Kind.JARS, folder);
        }

        /** A Maven project, which has been compiled. */
        public static ClassPathEntry maven(Path project) {
            return new ClassPathEntry(Kind.MAVEN, project);
        }
    }
}
