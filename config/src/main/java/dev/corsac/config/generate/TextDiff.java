package dev.corsac.config.generate;

import java.util.ArrayList;
import java.util.List;

/** The difference of two texts, line by line, as {@code diff -u} prints it. */
public final class TextDiff {

    private static final int CONTEXT = 3;

    private TextDiff() {}

    /** One line of both texts or of one of them. */
    private record Line(char mark, String text) {}

    /**
     * Returns the difference; empty but for its head if there is none.
     *
     * @param name of the file, in the head
     */
    public static String unified(String name, String before, String after) {
        List<Line> lines = lines(before.lines().toList(), after.lines().toList());
        StringBuilder text = new StringBuilder("--- " + name + "\n+++ " + name + " (from the policy)\n");
        int old = 1;
        int now = 1;
        int i = 0;
        while (i < lines.size()) {
            if (lines.get(i).mark() == ' ') {
                old++;
                now++;
                i++;
                continue;
            }
            int start = Math.max(0, i - CONTEXT);
            while (start < i && lines.get(start).mark() != ' ') {
                start++;
            }
            int end = end(lines, i);
            int oldCount = count(lines, start, end, '-');
            int newCount = count(lines, start, end, '+');
            text.append("@@ -").append(old - (i - start)).append(',').append(oldCount);
            text.append(" +")
                    .append(now - (i - start))
                    .append(',')
                    .append(newCount)
                    .append(" @@\n");
            for (int at = start; at < end; at++) {
                text.append(lines.get(at).mark()).append(lines.get(at).text()).append('\n');
            }
            old += oldCount - (i - start);
            now += newCount - (i - start);
            i = end;
        }
        return text.toString();
    }

    /** Returns where a hunk ends: three common lines after the last difference that is near. */
    private static int end(List<Line> lines, int from) {
        int last = from;
        for (int i = from; i < lines.size() && i - last <= 2 * CONTEXT; i++) {
            if (lines.get(i).mark() != ' ') {
                last = i;
            }
        }
        return Math.min(lines.size(), last + 1 + CONTEXT);
    }

    private static int count(List<Line> lines, int start, int end, char mark) {
        return (int) lines.subList(start, end).stream()
                .filter(line -> line.mark() == ' ' || line.mark() == mark)
                .count();
    }

    /** Returns all lines, by a longest common subsequence. */
    private static List<Line> lines(List<String> before, List<String> after) {
        int[][] common = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                common[i][j] = before.get(i).equals(after.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        List<Line> lines = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            boolean same =
                    i < before.size() && j < after.size() && before.get(i).equals(after.get(j));
            if (same) {
                lines.add(new Line(' ', before.get(i++)));
                j++;
            } else if (j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1])) {
                lines.add(new Line('-', before.get(i++)));
            } else {
                lines.add(new Line('+', after.get(j++)));
            }
        }
        return lines;
    }
}
