package dev.corsac.gateway.rest;

import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.http.Header;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The part of a MOCK integration's response template (Apache Velocity) that allows a preflight by its origin, as CDK and
 * others write it:
 *
 * <pre>{@code
 * #set($origin = $input.params().header.get("Origin"))
 * #if($origin == "") #set($origin = $input.params().header.get("origin")) #end
 * #if($origin.matches("https://a.example.com") || $origin == "https://b.example.com")
 *   #set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)
 * #end
 * }</pre>
 *
 * <p>Known are {@code #set}, {@code #if}, {@code #elseif}, {@code #else}, {@code #end}; variables, {@code
 * $input.params("NAME")}, {@code $input.params().header.get("NAME")} (also {@code querystring} and {@code path}), {@code
 * $context.NAME}, {@code $stageVariables.NAME}; texts, {@code ==}, {@code !=}, {@code &&}, {@code ||}, {@code !}, brackets,
 * and a text's {@code matches}, {@code equals}, {@code contains}, {@code startsWith}, {@code endsWith}, {@code isEmpty} and
 * {@code toLowerCase}. Every value is a text; a missing parameter is the empty one, as such templates rely on (reported).
 * Anything else is refused. The white space that directives leave in a body is not AWS's to the letter.
 *
 * <p>Immutable; thread-safe.
 */
final class MappingTemplate {

    /**
     * What a template makes.
     *
     * @param body the body
     * @param headers those of {@code $context.responseOverride.header}, in order
     */
    record Result(String body, Map<String, String> headers) {}

    /** One evaluation: the variables so far, and what came out. */
    private static final class Run {
        final RestCall call;
        final StringBuilder body = new StringBuilder();
        final Map<String, String> variables = new HashMap<>();
        final Map<String, String> headers = new LinkedHashMap<>();

        Run(RestCall call) {
            this.call = call;
        }
    }

    private interface Step {
        void run(Run run);
    }

    private interface Expression {
        String of(Run run);

        /** Returns the value as it appears in a body. */
        default String printed(Run run) {
            return of(run);
        }

        default boolean isTrue(Run run) {
            String value = of(run);
            return !value.isEmpty() && !value.equals("false");
        }
    }

    /** A variable of {@code #set}; one that was never set is empty in an expression and stays as it is written in a body. */
    private record Variable(String name, String written) implements Expression {
        @Override
        public String of(Run run) {
            String value = run.variables.get(name);
            return value == null ? "" : value;
        }

        @Override
        public String printed(Run run) {
            String value = run.variables.get(name);
            return value == null ? written : value;
        }
    }

    private static final String OVERRIDE = "context.responseOverride.header.";

    private final List<Step> steps;

    private MappingTemplate(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /** @throws IllegalArgumentException if the template has what is not known here */
    static MappingTemplate parse(String text) {
        if (text.indexOf('$') < 0 && text.indexOf('#') < 0) {
            return new MappingTemplate(text.isEmpty() ? List.of() : List.of(run -> run.body.append(text)));
        }
        Parser parser = new Parser(text);
        List<Step> steps = parser.steps();
        if (parser.at < text.length()) {
            throw parser.unknown("#end, #else or #elseif without #if");
        }
        return new MappingTemplate(steps);
    }

    Result evaluate(RestCall call) {
        if (steps.isEmpty()) {
            return new Result("", Map.of());
        }
        Run run = new Run(call);
        steps.forEach(step -> step.run(run));
        return new Result(run.body.toString(), run.headers);
    }

    private static final class Parser {
        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        IllegalArgumentException unknown(String what) {
            int from = Math.min(at, text.length());
            String rest =
                    text.substring(from, Math.min(text.length(), from + 40)).strip();
            return new IllegalArgumentException("the response template has " + what + " before \"" + rest
                    + "\": AWS evaluates templates as VTL, this model of a MOCK integration only the form that allows a"
                    + " preflight by its origin");
        }

        /** Up to the end, or to the directive that ends a block. */
        List<Step> steps() {
            List<Step> steps = new ArrayList<>();
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c == '#') {
                    if (startsWith("#end") || startsWith("#else") || startsWith("#elseif")) {
                        return steps;
                    }
                    steps.add(directive());
                } else if (c == '$') {
                    Expression value = reference();
                    steps.add(run -> run.body.append(value.printed(run)));
                } else {
                    int from = at;
                    while (at < text.length() && text.charAt(at) != '#' && text.charAt(at) != '$') {
                        at++;
                    }
                    String plain = text.substring(from, at);
                    steps.add(run -> run.body.append(plain));
                }
            }
            return steps;
        }

        private Step directive() {
            if (startsWith("##")) {
                while (at < text.length() && text.charAt(at) != '\n') {
                    at++;
                }
                at = Math.min(at + 1, text.length());
                return run -> {};
            }
            if (take("#set")) {
                return set();
            }
            if (take("#if")) {
                return condition();
            }
            throw unknown("a directive that is not known");
        }

        private Step set() {
            expect("(");
            expect("$");
            take("{");
            String name = name();
            take("}");
            expect("=");
            Expression value = expression();
            expect(")");
            skipLineEnd();
            if (name.startsWith(OVERRIDE)) {
                String header = name.substring(OVERRIDE.length());
                if (!Header.isToken(header)) {
                    throw unknown("a header without a name");
                }
                return run -> run.headers.put(header, value.of(run));
            }
            if (name.indexOf('.') >= 0) {
                throw unknown("#set of " + name);
            }
            return run -> run.variables.put(name, value.of(run));
        }

        private Step condition() {
            expect("(");
            Expression condition = expression();
            expect(")");
            skipLineEnd();
            List<Step> then = List.copyOf(steps());
            List<Step> otherwise;
            if (take("#elseif")) {
                Step next = condition();
                return run -> {
                    if (condition.isTrue(run)) {
                        then.forEach(step -> step.run(run));
                    } else {
                        next.run(run);
                    }
                };
            } else if (take("#else")) {
                skipLineEnd();
                otherwise = List.copyOf(steps());
            } else {
                otherwise = List.of();
            }
            if (!take("#end")) {
                throw unknown("#if without #end");
            }
            skipLineEnd();
            return run -> (condition.isTrue(run) ? then : otherwise).forEach(step -> step.run(run));
        }

        private Expression expression() {
            Expression left = conjunction();
            while (takeSpaced("||")) {
                Expression one = left;
                Expression other = conjunction();
                left = truth(run -> one.isTrue(run) || other.isTrue(run));
            }
            return left;
        }

        private Expression conjunction() {
            Expression left = comparison();
            while (takeSpaced("&&")) {
                Expression one = left;
                Expression other = comparison();
                left = truth(run -> one.isTrue(run) && other.isTrue(run));
            }
            return left;
        }

        private Expression comparison() {
            Expression left = operand();
            if (takeSpaced("==")) {
                Expression right = operand();
                return truth(run -> left.of(run).equals(right.of(run)));
            }
            if (takeSpaced("!=")) {
                Expression right = operand();
                return truth(run -> !left.of(run).equals(right.of(run)));
            }
            return left;
        }

        private Expression operand() {
            skipSpace();
            if (take("!")) {
                Expression value = operand();
                return truth(run -> !value.isTrue(run));
            }
            if (take("(")) {
                Expression value = expression();
                expect(")");
                return value;
            }
            if (at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'')) {
                String value = string();
                return run -> value;
            }
            if (at < text.length() && text.charAt(at) == '$') {
                return reference();
            }
            throw unknown("an expression that is not known");
        }

        private static Expression truth(Predicate<Run> test) {
            return run -> Boolean.toString(test.test(run));
        }

        /** Returns a variable or what {@code $input}, {@code $context} and {@code $stageVariables} have, with a text's methods. */
        private Expression reference() {
            int from = at++;
            boolean quiet = take("!");
            boolean braces = take("{");
            String name = name();
            Expression value;
            int dot = name.lastIndexOf('.');
            if (name.equals("input.params")) {
                value = parameter();
            } else if (at < text.length() && text.charAt(at) == '(' && dot > 0) {
                value = variable(name.substring(0, dot));
                at -= name.length() - dot; // back before the method's dot
            } else {
                value = variable(name);
            }
            while (startsWith(".") && at + 1 < text.length() && Character.isLetter(text.charAt(at + 1))) {
                value = method(value);
            }
            if (braces) {
                expect("}");
            }
            return value instanceof Variable variable
                    ? new Variable(variable.name, quiet ? "" : text.substring(from, at))
                    : value;
        }

        private Expression variable(String name) {
            if (name.startsWith("context.") || name.startsWith("stageVariables.")) {
                if (name.startsWith("context.responseOverride.")) {
                    throw unknown("$" + name + " to be read");
                }
                MappingExpression value = MappingExpression.parse(
                        name, MappingExpression.Place.INTEGRATION_RESPONSE, UnverifiedBehavior.defaults());
                return run -> orEmpty(value.of(run.call));
            }
            if (name.isEmpty() || name.indexOf('.') >= 0 || name.equals("input") || name.equals("util")) {
                throw unknown("$" + name);
            }
            return new Variable(name, "");
        }

        private static String orEmpty(@Nullable String value) {
            return value == null ? "" : value;
        }

        private Expression parameter() {
            expect("(");
            if (!take(")")) {
                String name = string();
                expect(")");
                return run -> {
                    RestCall call = run.call;
                    String path = call.pathVariables.get(name);
                    String query = path != null ? path : call.queryParameter(name);
                    return orEmpty(query != null ? query : call.header(name, true));
                };
            }
            expect(".");
            String map = name();
            boolean method = map.endsWith(".get");
            String place = method
                    ? map.substring(0, map.length() - ".get".length())
                    : map.substring(0, Math.max(0, map.indexOf('.')));
            String name;
            if (method) {
                expect("(");
                name = string();
                expect(")");
            } else {
                name = map.substring(map.indexOf('.') + 1);
            }
            return switch (place) {
                case "header" -> run -> orEmpty(run.call.header(name, true));
                case "querystring" -> run -> orEmpty(run.call.queryParameter(name));
                case "path" -> run -> orEmpty(run.call.pathVariables.get(name));
                default -> throw unknown("$input.params()." + map);
            };
        }

        private Expression method(Expression value) {
            expect(".");
            String method = name();
            expect("(");
            skipSpace();
            String argument = startsWith(")") ? null : string();
            expect(")");
            if (argument == null) {
                return switch (method) {
                    case "isEmpty" -> truth(run -> value.of(run).isEmpty());
                    case "toLowerCase" -> run -> value.of(run).toLowerCase(Locale.ROOT);
                    default -> throw unknown("." + method + "()");
                };
            }
            return switch (method) {
                case "matches" -> {
                    Pattern pattern = pattern(argument);
                    yield truth(run -> pattern.matcher(value.of(run)).matches());
                }
                case "equals" -> truth(run -> value.of(run).equals(argument));
                case "equalsIgnoreCase" -> truth(run -> value.of(run).equalsIgnoreCase(argument));
                case "contains" -> truth(run -> value.of(run).contains(argument));
                case "startsWith" -> truth(run -> value.of(run).startsWith(argument));
                case "endsWith" -> truth(run -> value.of(run).endsWith(argument));
                default -> throw unknown("." + method + "(…)");
            };
        }

        private Pattern pattern(String expression) {
            try {
                return Pattern.compile(expression);
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException(
                        "the response template has \"" + expression + "\", which is not a regular expression: "
                                + e.getDescription(),
                        e);
            }
        }

        /** Returns a text without references in it: Velocity replaces those between double quotes, and so they are refused. */
        private String string() {
            skipSpace();
            char quote = at < text.length() ? text.charAt(at) : 0;
            int end = quote == '"' || quote == '\'' ? text.indexOf(quote, at + 1) : -1;
            if (end < 0) {
                throw unknown("something that is not a text in quotes");
            }
            String value = text.substring(at + 1, end);
            if (quote == '"' && value.matches("(?s).*\\$[!{a-zA-Z].*")) {
                throw unknown("a reference inside double quotes");
            }
            at = end + 1;
            return value;
        }

        /** Letters, digits, {@code _}, {@code -} and dots between them. */
        private String name() {
            skipSpace();
            int from = at;
            while (at < text.length() && isNamePart(text.charAt(at))) {
                at++;
            }
            while (at > from && text.charAt(at - 1) == '.') {
                at--;
            }
            return text.substring(from, at);
        }

        private static boolean isNamePart(char c) {
            return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
        }

        private void skipSpace() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }

        /** A directive at a line's end takes the line feed with it. */
        private void skipLineEnd() {
            int end = at;
            while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\r')) {
                end++;
            }
            if (end < text.length() && text.charAt(end) == '\n') {
                at = end + 1;
            }
        }

        private boolean startsWith(String token) {
            return text.startsWith(token, at);
        }

        private boolean take(String token) {
            if (!startsWith(token)) {
                return false;
            }
            at += token.length();
            return true;
        }

        private boolean takeSpaced(String token) {
            skipSpace();
            return take(token);
        }

        private void expect(String token) {
            skipSpace();
            if (!take(token)) {
                throw unknown("no \"" + token + "\"");
            }
        }
    }
}
