package dev.corsac.explain;

/**
 * Where something appears in an input: a line of a pasted text, an entry of a HAR file.
 *
 * @param file the file's name as the user gave it, or {@code -} for standard input
 * @param line 1-based; 0 where there is none
 * @param column 1-based; 0 where there is none
 */
public record InputPlace(String file, int line, int column) {

    /** The form that editors jump to: {@code file:line:column}, without what is not known. */
    @Override
    public String toString() {
        return line == 0 ? file : column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
    }
}
