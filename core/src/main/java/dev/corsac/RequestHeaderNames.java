package dev.corsac;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The allowed request headers, with which the list in {@code Access-Control-Request-Headers} is compared. Immutable.
 *
 * <p>Browsers send it in lower case, sorted, each name once, with commas between (<a
 * href="https://fetch.spec.whatwg.org/#cors-preflight-fetch">CORS-preflight fetch</a> step 5). Proxies add white space
 * and empty elements, and people who test by hand do not sort the names. All of that is accepted.
 * A list that is longer than all the allowed names together, with some room between, is refused before it is read to its end.
 */
final class RequestHeaderNames {

    static final int ALLOWED = -1;
    static final int TOO_LONG = -2;

    /** Room for white space and empty elements, for each name and for all. */
    private static final int ROOM_EACH = 3;

    private static final int ROOM = 32;

    /** With {@code *}, the number of letters of one kind that are examined; see {@link #findAuthorization}. */
    private static final int MOST_CANDIDATES = 64;

    private static final String AUTHORIZATION = "authorization";

    private final boolean any;
    private final boolean anyButAuthorization;

    private final @Nullable String[] table;
    private final int longestName;
    private final int longestList;

    /** @param names in lower case, in order, each once; {@code *} among them stands for all but {@code authorization} */
    RequestHeaderNames(List<String> names) {
        this.any = names.contains("*");
        this.anyButAuthorization = any && !names.contains(AUTHORIZATION);
        this.table = new @Nullable String[Integer.highestOneBit(Math.max(1, names.size())) * 4];
        int longestName = 0;
        int longestList = ROOM;
        for (String name : names) {
            int slot = slot(hash(name));
            while (table[slot] != null) {
                slot = (slot + 1) & (table.length - 1);
            }
            table[slot] = name;
            longestName = Math.max(longestName, name.length());
            longestList += name.length() + ROOM_EACH;
        }
        this.longestName = longestName;
        this.longestList = longestList;
    }

    /** Returns {@link #ALLOWED}, {@link #TOO_LONG}, or the index of the first name that is not allowed. */
    int check(String list) {
        if (any) {
            return anyButAuthorization ? findAuthorization(list) : ALLOWED;
        }
        return walk(list);
    }

    /** Returns the length above which every list is refused, unless {@code *} is allowed. */
    int longestList() {
        return longestList;
    }

    private int walk(String list) {
        int length = Math.min(list.length(), longestList + 1);
        int i = 0;
        while (true) {
            while (i < length && isSeparator(list.charAt(i))) {
                i++;
            }
            if (i == length) {
                return length == list.length() && length <= longestList ? ALLOWED : TOO_LONG;
            }
            int start = i;
            int limit = Math.min(length, start + longestName + 1);
            int hash = 0;
            while (i < limit && !isSeparator(list.charAt(i))) {
                hash = hash * 31 + lowerCase(list.charAt(i++));
            }
            // A blank inside an element, as in "x-a x-b": it is not a name.
            if (!contains(list, start, i, hash) || !endsElement(list, i, length)) {
                return i == length && length < list.length() ? TOO_LONG : start;
            }
        }
    }

    private static boolean endsElement(String list, int from, int length) {
        int i = from;
        while (i < length && (list.charAt(i) == ' ' || list.charAt(i) == '\t')) {
            i++;
        }
        return i == length || list.charAt(i) == ',';
    }

    private boolean contains(String list, int start, int end, int hash) {
        int slot = slot(hash);
        String name;
        while ((name = table[slot]) != null) {
            if (name.length() == end - start && matches(list, start, name)) {
                return true;
            }
            slot = (slot + 1) & (table.length - 1);
        }
        return false;
    }

    /**
     * Searches for the only name that {@code *} does not cover, by its one rare letter: the JVM's fastest way through a long
     * text is the search for one character.
     */
    private static int findAuthorization(String list) {
        int candidates = 0;
        for (char z = 'z'; ; z = 'Z') {
            for (int i = list.indexOf(z); i >= 0; i = list.indexOf(z, i + 1)) {
                if (++candidates > MOST_CANDIDATES) {
                    return TOO_LONG;
                }
                int start = i - AUTHORIZATION.indexOf('z');
                int end = start + AUTHORIZATION.length();
                if (start >= 0
                        && end <= list.length()
                        && (start == 0 || isSeparator(list.charAt(start - 1)))
                        && (end == list.length() || isSeparator(list.charAt(end)))
                        && matches(list, start, AUTHORIZATION)) {
                    return start;
                }
            }
            if (z == 'Z') {
                return ALLOWED;
            }
        }
    }

    /** Returns the end of the list element that begins there, after {@code most} characters at the latest. */
    static int elementEnd(String list, int start, int most) {
        int end = start;
        int limit = Math.min(list.length(), start + most);
        while (end < limit && list.charAt(end) != ',') {
            end++;
        }
        while (end > start + 1 && isSeparator(list.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    /** Whether that name in lower case is there, in any ASCII case; {@code String} would accept a Kelvin sign for a k. */
    private static boolean matches(String list, int start, String name) {
        for (int i = 0; i < name.length(); i++) {
            if (lowerCase(list.charAt(start + i)) != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int slot(int hash) {
        return ((hash * 0x9E3779B9) >>> 16) & (table.length - 1);
    }

    private static int hash(String name) {
        int hash = 0;
        for (int i = 0; i < name.length(); i++) {
            hash = hash * 31 + name.charAt(i);
        }
        return hash;
    }

    private static boolean isSeparator(char c) {
        return c == ',' || c == ' ' || c == '\t';
    }

    private static int lowerCase(char c) {
        return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
    }
}
