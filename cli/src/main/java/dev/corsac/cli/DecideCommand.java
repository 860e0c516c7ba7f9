package dev.corsac.cli;

import dev.corsac.CorsDecision;
import dev.corsac.CorsPolicy;
import dev.corsac.CorsPolicyException;
import dev.corsac.CorsRequest;
import dev.corsac.ExplainedDecision;
import dev.corsac.config.DecisionLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code corsac decide}: what a policy responds, in words, or for programs line by line. */
@Command(
        name = "decide",
        description = {
            "Shows what a policy responds to a page's call, and why.",
            "Without options it reads policies with requests from standard input, one JSON object on each line, and writes"
                    + " a line for each. A line that is not such an object gets {\"error\":…}; the next is read all"
                    + " the same."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the call is allowed; all lines were read",
            "1:the call is refused",
            "2:wrong usage",
            "3:the policy cannot be used; a line could not be read"
        })
final class DecideCommand implements Callable<Integer> {

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;

    @Spec
    @Nullable
    CommandSpec spec;

    @ArgGroup(exclusive = false, heading = "The policy:%n")
    @Nullable
    Policy policyOptions;

    @Option(names = "--env", description = "takes the policy from the environment: ALLOWED_ORIGINS and the others")
    boolean env;

    @ArgGroup(exclusive = false, heading = "The call:%n")
    @Nullable
    CallOptions callOptions;

    DecideCommand(InputStream in, PrintStream out, PrintStream err, Map<String, String> environment) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.environment = environment;
    }

    /** The settings of a policy, as its builder has them. */
    static final class Policy extends PolicyOptions {
        @Option(names = "--reject-disallowed-origins", description = "responds 403 to calls of other origins")
        boolean rejectDisallowedOrigins;

        @Option(
                names = "--dangerously-allow-public-suffixes",
                description = "credentials for wildcards over public suffixes")
        boolean publicSuffixes;

        @Override
        CorsPolicy.Builder builder() {
            CorsPolicy.Builder builder = super.builder();
            if (rejectDisallowedOrigins) {
                builder.rejectDisallowedOrigins();
            }
            if (publicSuffixes) {
                builder.dangerouslyAllowPublicSuffixes();
            }
            return builder;
        }
    }

    /** What a page calls with. */
    static final class CallOptions {
        @Option(
                names = "--origin",
                paramLabel = "ORIGIN",
                description = "the page's origin; without it the call is not CORS")
        @Nullable
        String origin;

        @Option(names = "--method", paramLabel = "METHOD", description = "the call's method; GET if it is not given")
        String method = "GET";

        @Option(
                names = "--header",
                split = ",",
                paramLabel = "NAME",
                description = "a header that the page sets and that needs a preflight, such as Authorization")
        List<String> headers = List.of();
    }

    @Override
    public Integer call() throws IOException {
        if (env && policyOptions != null) {
            throw wrongUsage("the policy comes from the options or, with --env, from the environment; not from both");
        }
        if (!env && policyOptions == null) {
            if (callOptions != null) {
                throw wrongUsage("there is a call but no policy: add --allow-origins, or --env");
            }
            return respondToLines();
        }
        CorsPolicy policy;
        try {
            policy = policyOptions != null ? policyOptions.builder().build() : CorsPolicy.fromEnvironment(environment);
        } catch (CorsPolicyException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
        return explain(policy, callOptions == null ? new CallOptions() : callOptions) ? 0 : 1;
    }

    private ParameterException wrongUsage(String message) {
        return CommandFailure.ofUsage(spec, message);
    }

    /** Whether the call is allowed, its preflight included. */
    private boolean explain(CorsPolicy policy, CallOptions call) {
        out.println(policy);
        boolean safelisted = List.of("GET", "HEAD", "POST").contains(call.method);
        if (call.origin != null && (!safelisted || !call.headers.isEmpty())) {
            // As a browser sends it: lower-case, sorted, with commas and no space.
            String names = call.headers.isEmpty()
                    ? null
                    : String.join(
                            ",",
                            call.headers.stream()
                                    .map(name -> name.toLowerCase(Locale.ROOT))
                                    .sorted()
                                    .distinct()
                                    .toList());
            out.println("\nFirst the browser asks with a preflight:");
            ExplainedDecision preflight = policy.explain(CorsRequest.of("OPTIONS", call.origin, call.method, names));
            out.print(preflight);
            if (!preflight.decision().allowed()) {
                out.println("\nThe call is refused by its preflight.");
                return false;
            }
        }
        out.println("\nThe call:");
        ExplainedDecision explanation = policy.explain(CorsRequest.of(call.method, call.origin, null, null));
        out.print(explanation);
        CorsDecision decision = explanation.decision();
        out.println(decision.allowed() ? "\nThe call is allowed." : "\nThe call is refused.");
        return decision.allowed();
    }

    private int respondToLines() throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        PrintStream responses = new PrintStream(out, false, StandardCharsets.UTF_8);
        int exitCode = 0;
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            try {
                responses.print(DecisionLine.respond(line));
            } catch (DecisionLine.UnreadableException e) {
                String problem = "line " + number + ": " + e.getMessage();
                err.println("corsac: " + problem);
                responses.print(DecisionLine.error(problem));
                exitCode = 3;
            }
            responses.print('\n');
            responses.flush();
        }
        return exitCode;
    }
}
