package dev.corsac.test;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.corsac.check.CheckResult;
import dev.corsac.check.Checker;
import dev.corsac.check.Probe;
import dev.corsac.config.CheckInput;
import dev.corsac.config.DiskFiles;
import dev.corsac.config.TemplateInputs;
import dev.corsac.gateway.LambdaFunction;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A deployment of the user's own template: CloudFormation, AWS SAM, {@code cdk.out}, {@code serverless.yml}, {@code terraform show
 * -json}, or a {@code corsac.yaml}. Immutable; each {@code with…} method returns a changed copy. Safe for use by several threads as
 * far as its functions are.
 *
 * <pre>{@code
 * TestDeployment shop = TestDeployment.of(Path.of("template.yaml")).withFunction("Orders", new OrdersHandler());
 * shop.page("https://shop.example.com")
 *         .fetch("PUT", "/orders/1")
 *         .withHeader("Authorization", "Bearer token")
 *         .withJson()
 *         .isReadable();
 * }</pre>
 */
public final class TestDeployment {

    private final Path file;
    private final Map<String, String> parameters;
    private final Map<String, LambdaFunction> functions;
    private final CheckInput input;

    private TestDeployment(
            Path file, Map<String, String> parameters, Map<String, LambdaFunction> functions, CheckInput input) {
        this.file = file;
        this.parameters = Map.copyOf(parameters);
        this.functions = Map.copyOf(functions);
        this.input = input;
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException with a line for each mistake and its place, if the file cannot be read or has mistakes
     */
    public static TestDeployment of(Path file) {
        return read(file, Map.of(), Map.of());
    }

    private static TestDeployment read(
            Path file, Map<String, String> parameters, Map<String, LambdaFunction> functions) {
        try {
            CheckInput input = CheckInput.read(DiskFiles.ALL, file, new TemplateInputs(parameters, System.getenv()));
            return new TestDeployment(file, parameters, functions, input);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Returns the deployment with a value for a parameter of the template. */
    public TestDeployment withParameter(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(parameters);
        more.put(name, value);
        return read(file, more, functions);
    }

    /**
     * Returns the deployment with a handler that responds for a function, in this process.
     *
     * @param id the function's name in the template
     * @throws IllegalArgumentException if the template has no such function
     */
    public TestDeployment withFunction(String id, RequestStreamHandler handler) {
        return withFunction(id, new HandlerFunction(id, handler));
    }

    /**
     * Returns the deployment with a function whose responses are made of its events, both as JSON.
     *
     * @param id the function's name in the template
     * @throws IllegalArgumentException if the template has no such function
     */
    public TestDeployment withFunction(String id, UnaryOperator<String> responses) {
        return withFunction(id, new HandlerFunction(id, HandlerFunction.of(responses)));
    }

    private TestDeployment withFunction(String id, LambdaFunction function) {
        if (input.deployment().function(id) == null) {
            List<String> known = input.deployment().functions().stream()
                    .map(dev.corsac.deployment.DeployedFunction::id)
                    .toList();
            throw new IllegalArgumentException(file + ": there is no function \"" + id + "\". It has "
                    + (known.isEmpty() ? "none" : String.join(", ", known)) + ".");
        }
        Map<String, LambdaFunction> more = new LinkedHashMap<>(functions);
        more.put(id, function);
        return new TestDeployment(file, parameters, more, input);
    }

    /**
     * Returns a page that calls.
     *
     * @param origin the page's origin as browsers send it: {@code https://shop.example.com}
     * @throws IllegalArgumentException if it is not an origin
     */
    public TestPage page(String origin) {
        return new TestPage(dev.corsac.browser.Origin.parse(origin).toString(), probe());
    }

    private Probe probe() {
        return checker().probe();
    }

    private Checker checker() {
        return Checker.of(input.deployment(), input.resolution())
                .with(input.settings())
                .assuming(input.open())
                .withFunctions(functions);
    }

    /**
     * Checks that {@code corsac check} finds no blocked call.
     *
     * @throws AssertionError with a line for each error of the check
     */
    public void hasNoErrors() {
        CheckResult findings = checker().check();
        List<String> errors = findings.findings().stream()
                .filter(finding -> finding.level() == dev.corsac.check.Level.ERROR)
                .map(dev.corsac.check.Finding::line)
                .toList();
        if (!errors.isEmpty()) {
            throw new AssertionError(String.join("\n", errors));
        }
    }
}
