package dev.corsac.explain.page;

import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.explain.FixForm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of {@code corsac explain} for a run without the JVM: the same options as the Java command has, and the same
 * messages where they are wrong. Immutable.
 */
final class ExplainArguments {

    /** What an option with a value is called in messages, by its names. */
    private static final String[][] VALUES = {
        {"TEXT", "--console"},
        {"FILE", "--request"},
        {"FILE", "--response"},
        {"FILE", "--preflight"},
        {"ORIGIN", "--origin", "--page"},
        {"URL", "--url"},
        {"NAME", "--method"},
        {"MODE", "--credentials"},
        {"NAME", "--engine", "--browser"},
        {"FORM", "--form"},
        {"FORMAT", "--format"},
        {"FILE", "--html"},
    };

    private final Map<String, String> values = new HashMap<>();
    private @Nullable String file;
    private String problem = "";
    private boolean all;
    private boolean help;
    private boolean version;

    private ExplainArguments() {}

    /** Reads the arguments after {@code explain}; {@link #problem} states what is wrong with them. */
    static ExplainArguments parse(String[] arguments) {
        ExplainArguments parsed = new ExplainArguments();
        List<String> unknown = new ArrayList<>();
        List<String> unmatched = new ArrayList<>();
        boolean optionsEnded = false;
        for (int i = 0; i < arguments.length && parsed.problem.isEmpty(); i++) {
            String argument = arguments[i];
            if (optionsEnded || !argument.startsWith("-") || argument.equals("-")) {
                if (parsed.file == null) {
                    parsed.file = argument;
                } else {
                    unmatched.add("Unmatched argument at index " + i + ": '" + argument + "'");
                }
            } else if (argument.equals("--")) {
                optionsEnded = true;
            } else if (!parsed.flag(argument)) {
                int equals = argument.indexOf('=');
                String name = equals < 0 ? argument : argument.substring(0, equals);
                String[] option = option(name);
                if (option == null) {
                    unknown.add("'" + argument + "'");
                } else if (equals >= 0) {
                    parsed.set(option, argument.substring(equals + 1));
                } else if (i + 1 >= arguments.length) {
                    parsed.problem =
                            "Missing required parameter for option '" + shown(option) + "' (" + option[0] + ")";
                } else if (isOption(arguments[i + 1])) {
                    parsed.problem = "Expected parameter for option '" + shown(option) + "' but found '"
                            + arguments[i + 1] + "'";
                } else {
                    parsed.set(option, arguments[++i]);
                }
            }
        }
        if (parsed.problem.isEmpty() && !unknown.isEmpty()) {
            parsed.problem =
                    (unknown.size() == 1 ? "Unknown option: " : "Unknown options: ") + String.join(", ", unknown);
        } else if (parsed.problem.isEmpty() && !unmatched.isEmpty()) {
            parsed.problem = unmatched.get(0);
        }
        if (parsed.problem.isEmpty() && !parsed.help && !parsed.version) {
            parsed.check();
        }
        return parsed;
    }

    private boolean flag(String argument) {
        switch (argument) {
            case "--all" -> {
                problem = all ? "option '--all' (<all>) should be specified only once" : "";
                all = true;
            }
            case "-h", "--help" -> help = true;
            case "-V", "--version" -> version = true;
            default -> {
                return false;
            }
        }
        return true;
    }

    private void set(String[] option, String value) {
        if (values.put(option[1], value) != null) {
            problem = "option '" + shown(option) + "' (" + option[0] + ") should be specified only once";
        }
    }

    /** The name that the command's messages show: the longest. */
    private static String shown(String[] option) {
        return option.length > 2 && option[2].length() > option[1].length() ? option[2] : option[1];
    }

    private static String @Nullable [] option(String name) {
        for (String[] option : VALUES) {
            for (int i = 1; i < option.length; i++) {
                if (option[i].equals(name)) {
                    return option;
                }
            }
        }
        return null;
    }

    private static boolean isOption(String argument) {
        return option(argument) != null || new ExplainArguments().flag(argument);
    }

    private void check() {
        String engine = values.get("--engine");
        String format = values.get("--format");
        String credentials = values.get("--credentials");
        String form = values.get("--form");
        if (engine != null && engine(engine) == null) {
            problem = "Invalid value for option '--browser': expected one of [chromium, firefox, webkit]"
                    + " (case-insensitive) but was '" + engine + "'";
        } else if (format != null && !isFormat(format)) {
            problem = "Invalid value for option '--format': expected one of [text, json] (case-insensitive) but"
                    + " was '" + format + "'";
        } else {
            try {
                mode(credentials);
                form(form);
            } catch (IllegalArgumentException e) {
                problem = String.valueOf(e.getMessage());
            }
        }
    }

    private static @Nullable CredentialsMode mode(@Nullable String name) {
        return name == null ? null : ExplainOptions.credentialsMode(name);
    }

    private static @Nullable FixForm form(@Nullable String name) {
        return name == null ? null : ExplainOptions.fixForm(name);
    }

    private static boolean isFormat(String value) {
        return value.equalsIgnoreCase("text") || value.equalsIgnoreCase("json");
    }

    private static @Nullable Engine engine(String name) {
        for (Engine each : Engine.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                return each;
            }
        }
        return null;
    }

    /** What is wrong with the arguments; empty if nothing is. */
    String problem() {
        return problem;
    }

    boolean help() {
        return help;
    }

    boolean version() {
        return version;
    }

    /** The value of an option under its first name; null if it is not there. */
    @Nullable
    String value(String name) {
        return values.get(name);
    }

    /** The input's file; null if there is none. */
    @Nullable
    String file() {
        return file;
    }

    /** Returns the options, for the form of the infrastructure where the command runs; null if that is not known. */
    ExplainOptions options(@Nullable FixForm project) {
        String engine = values.get("--engine");
        Engine one = engine == null ? null : engine(engine);
        String credentials = values.get("--credentials");
        String form = values.get("--form");
        return new ExplainOptions(
                values.get("--origin"),
                values.get("--url"),
                values.get("--method"),
                mode(credentials),
                one == null ? List.of(Engine.values()) : List.of(one),
                form(form),
                project,
                all,
                "json".equalsIgnoreCase(values.get("--format")));
    }
}
