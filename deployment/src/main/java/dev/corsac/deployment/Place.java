package dev.corsac.deployment;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Where a value of a deployment is written. Immutable.
 *
 * @param file the file as its reader was given it; null where there is none
 * @param line the line, from 1; null where the file's format has no lines that matter, such as a Terraform state
 * @param column the column, from 1; null where it is unknown
 * @param address the way to the value inside the file: {@code Resources.Api.Properties.Cors}, {@code
 *     aws_lambda_function.orders}; null where it is unknown
 */
public record Place(
        @Nullable String file,
        @Nullable Integer line,
        @Nullable Integer column,
        @Nullable String address) implements Comparable<Place> {

    /** The place of a value that no file has, such as a default of AWS. */
    public static final Place NONE = new Place(null, null, null, null);

    private static final Comparator<@Nullable Integer> NUMBERS = Comparator.nullsFirst(Comparator.naturalOrder());
    private static final Comparator<@Nullable String> TEXTS = Comparator.nullsFirst(Comparator.naturalOrder());

    /** Returns the same place with another address. */
    public Place at(String otherAddress) {
        return new Place(file, line, column, otherAddress);
    }

    /** Returns file, line and column as compilers print them; the address where there is no line; empty for {@link #NONE}. */
    public String location() {
        if (file == null) {
            return address == null ? "" : address;
        }
        if (line == null) {
            return address == null ? file : file + ": " + address;
        }
        return file + ":" + line + (column == null ? "" : ":" + column);
    }

    /** Returns a message of one line that begins with this place. */
    public String says(String message) {
        String where = location();
        return where.isEmpty() ? message : where + ": " + message;
    }

    /** Orders by file, line and column. */
    @Override
    public int compareTo(Place other) {
        int byFile = TEXTS.compare(file, other.file);
        int byLine = byFile != 0 ? byFile : NUMBERS.compare(line, other.line);
        int byColumn = byLine != 0 ? byLine : NUMBERS.compare(column, other.column);
        return byColumn != 0 ? byColumn : TEXTS.compare(address, other.address);
    }

    @Override
    public String toString() {
        return location();
    }
}
