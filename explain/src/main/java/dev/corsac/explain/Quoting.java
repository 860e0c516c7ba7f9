package dev.corsac.explain;

import java.util.List;

/**
 * Writes a value into a language that a fix is written in. What was read from an input reaches a fix only through these
 * methods, or through {@link Shell}, so that no value ends a string, starts a command or refers to a variable.
 */
final class Quoting {

    private Quoting() {}

    /** Returns a JSON string; line feeds in it stay easy to read. */
    static String json(String value) {
        StringBuilder text = new StringBuilder(value.length() + 2).append('"');
        String separator = "";
        for (String line : value.split("\n", -1)) {
            String quoted = Shell.jsonString(line);
            text.append(separator).append(quoted, 1, quoted.length() - 1);
            separator = "\\n";
        }
        return text.append('"').toString();
    }

    /** Returns a double-quoted YAML scalar: YAML reads every JSON string. */
    static String yaml(String value) {
        return json(value);
    }

    /** Returns an HCL string in which no template sequence begins. */
    static String hcl(String value) {
        return json(value).replace("${", "$${").replace("%{", "%%{");
    }

    /** Returns a Java string literal. */
    static String java(String value) {
        return json(printable(value));
    }

    /** Returns the value for a single-quoted mapping expression of API Gateway, within its quotes. */
    static String mapping(String value) {
        return "'" + printable(value).replace("'", "") + "'";
    }

    /** Returns one line of an environment file: a shell would read the same value. */
    static String environment(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "-._~:/@%+,=".indexOf(c) >= 0;
            if (!plain) {
                return Shell.quoted(value);
            }
        }
        return value;
    }

    /** Returns JSON strings with commas between. */
    static String jsonList(List<String> values) {
        StringBuilder text = new StringBuilder();
        for (String value : values) {
            text.append(text.length() == 0 ? "" : ", ").append(json(value));
        }
        return text.toString();
    }

    /** Returns HCL strings with commas between. */
    static String hclList(List<String> values) {
        StringBuilder text = new StringBuilder();
        for (String value : values) {
            text.append(text.length() == 0 ? "" : ", ").append(hcl(value));
        }
        return text.toString();
    }

    /** Returns the value without control characters, which a terminal or a shell would act on. */
    static String printable(String value) {
        StringBuilder text = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!isControl(c)) {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static boolean isControl(char c) {
        return c < 0x20 || (c >= 0x7f && c < 0xa0);
    }
}
