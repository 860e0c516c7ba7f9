package dev.corsac.benchmarks;

/** A response: a status and header lines, in arrays that are used again. */
final class Reply {
    int status;
    int size;
    final String[] names = new String[16];
    final String[] values = new String[16];

    void clear() {
        status = 0;
        size = 0;
    }

    void add(String name, String value) {
        names[size] = name;
        values[size++] = value;
    }

    void set(String name, String value) {
        for (int i = 0; i < size; i++) {
            if (names[i].equalsIgnoreCase(name)) {
                values[i] = value;
                return;
            }
        }
        add(name, value);
    }

    String get(String name) {
        for (int i = 0; i < size; i++) {
            if (names[i].equalsIgnoreCase(name)) {
                return values[i];
            }
        }
        return null;
    }
}
