package dev.corsac.local.project;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a class file states of its class, JVMS chapter 4.
 *
 * @param name with slashes
 * @param version the version of Java that it is compiled for
 * @param instantiable whether Lambda could make one: it is public, not abstract, and has a public constructor without parameters
 * @param supers its superclass and interfaces, with slashes
 * @param texts the texts of its constants: names, descriptors and signatures among them
 */
record ClassHead(String name, int version, boolean instantiable, List<String> supers, Collection<String> texts) {

    /** Subtracted from a class file's major version it is the version of Java. */
    private static final int BEFORE_JAVA = 44;

    private static final int PUBLIC = 0x0001;
    private static final int INTERFACE_ABSTRACT_SYNTHETIC_OR_MODULE = 0x9600;

    /** Reads a class file; null for that of a module or package. */
    static @Nullable ClassHead read(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readInt() != 0xcafebabe) {
                return null;
            }
            in.readUnsignedShort();
            int version = in.readUnsignedShort() - BEFORE_JAVA;
            Map<Integer, String> texts = new HashMap<>();
            Map<Integer, Integer> classes = new HashMap<>();
            readConstants(in, texts, classes);
            int access = in.readUnsignedShort();
            String name = texts.get(classes.get(in.readUnsignedShort()));
            List<String> supers = new ArrayList<>();
            supers.add(String.valueOf(texts.get(classes.get(in.readUnsignedShort()))));
            int interfaces = in.readUnsignedShort();
            for (int i = 0; i < interfaces; i++) {
                supers.add(String.valueOf(texts.get(classes.get(in.readUnsignedShort()))));
            }
            if (name == null || (access & 0x8000) != 0) {
                return null;
            }
            boolean concrete = (access & PUBLIC) != 0 && (access & INTERFACE_ABSTRACT_SYNTHETIC_OR_MODULE) == 0;
            boolean instantiable = concrete && hasConstructor(in, texts);
            return new ClassHead(name, version, instantiable, supers, texts.values());
        }
    }

    private static void readConstants(DataInputStream in, Map<Integer, String> texts, Map<Integer, Integer> classes)
            throws IOException {
        int count = in.readUnsignedShort();
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
    }

    /** Reads past the fields and through the methods. */
    private static boolean hasConstructor(DataInputStream in, Map<Integer, String> texts) throws IOException {
        int fields = in.readUnsignedShort();
        for (int i = 0; i < fields; i++) {
            in.skipNBytes(6);
            skipAttributes(in);
        }
        int methods = in.readUnsignedShort();
        for (int i = 0; i < methods; i++) {
            int access = in.readUnsignedShort();
            String name = texts.get(in.readUnsignedShort());
            String descriptor = texts.get(in.readUnsignedShort());
            if ("<init>".equals(name) && "()V".equals(descriptor) && (access & PUBLIC) != 0) {
                return true;
            }
            skipAttributes(in);
        }
        return false;
    }

    private static void skipAttributes(DataInputStream in) throws IOException {
        int attributes = in.readUnsignedShort();
        for (int i = 0; i < attributes; i++) {
            in.readUnsignedShort();
            in.skipNBytes(in.readInt());
        }
    }

    /** Whether one of its constants contains a text. */
    boolean mentions(String text) {
        return texts.stream().anyMatch(constant -> constant.contains(text));
    }

    /** Its name as Java writes it. */
    String dotted() {
        return name.replace('/', '.');
    }
}
