package dev.corsac.explain;

/** Reads points in time as HAR files have them, by hand: this module runs in browsers, too. */
final class Instants {

    private Instants() {}

    /** Returns milliseconds since 1970; what is given for a text that is not in the form {@code 2026-01-31T12:00:00.000Z}. */
    static double milliseconds(String text, double otherwise) {
        try {
            if (text.length() < 19 || text.charAt(10) != 'T') {
                return otherwise;
            }
            int year = Integer.parseInt(text.substring(0, 4));
            int month = Integer.parseInt(text.substring(5, 7));
            int day = Integer.parseInt(text.substring(8, 10));
            int hour = Integer.parseInt(text.substring(11, 13));
            int minute = Integer.parseInt(text.substring(14, 16));
            int end = 17;
            while (end < text.length() && (Character.isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
                end++;
            }
            double seconds = seconds(text, 17, end);
            int offset = 0;
            if (end + 5 < text.length() && text.charAt(end) != 'Z') {
                int minutes = Integer.parseInt(text.substring(end + 1, end + 3)) * 60
                        + Integer.parseInt(text.substring(text.length() - 2));
                offset = text.charAt(end) == '-' ? -minutes : minutes;
            }
            long minutes = (days(year, month, day) * 24 + hour) * 60 + minute - offset;
            return minutes * 60_000.0 + seconds * 1000;
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** By hand: {@code Double.parseDouble} brings a tenth more JavaScript. */
    private static double seconds(String text, int start, int end) {
        double digits = 0;
        double scale = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c == '.' && scale == 0) {
                scale = 1;
            } else if (c >= '0' && c <= '9') {
                digits = digits * 10 + (c - '0');
                scale *= 10;
            } else {
                throw new NumberFormatException(text);
            }
        }
        return scale == 0 ? digits : digits / scale;
    }

    /** Days since 1970 in the Gregorian calendar: years are counted from March, so that the leap day is the last. */
    private static long days(int year, int month, int day) {
        long y = month <= 2 ? year - 1L : year;
        long era = Math.floorDiv(y, 400L);
        long yearOfEra = y - era * 400;
        long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468;
    }
}
