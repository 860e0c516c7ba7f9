package dev.corsac.benchmarks.check;

import dev.corsac.check.CheckResult;
import dev.corsac.check.Checker;
import dev.corsac.config.CheckInput;
import dev.corsac.config.DiskFiles;
import dev.corsac.config.TemplateInputs;
import dev.corsac.test.TestCall;
import dev.corsac.test.TestDeployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A check of a REST API with three pages in three engines, after reading, and one call of the test kit through the same API. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CheckBenchmark {

    private static final List<String> PAGES =
            List.of("https://a.example.com", "https://b.example.com", "https://c.example.com");

    /** How many routes the API has, with one for OPTIONS next to each. */
    @Param({"10", "100"})
    public int routes;

    private Path file;
    private CheckInput input;
    private TestDeployment deployment;

    @Setup
    public void read() throws IOException {
        file = Files.writeString(Files.createTempFile("check", ".yaml"), template(routes));
        input = CheckInput.read(DiskFiles.ALL, file, new TemplateInputs(Map.of(), Map.of()));
        deployment = TestDeployment.of(file);
        if (check().calls().size() != 3 * routes) {
            throw new IllegalStateException("calls: " + check().calls().size());
        }
    }

    @TearDown
    public void delete() throws IOException {
        Files.delete(file);
    }

    @Benchmark
    public CheckResult check() {
        return Checker.of(input.deployment(), input.resolution())
                .withPages(PAGES)
                .check();
    }

    @Benchmark
    public TestCall call() {
        return deployment.page(PAGES.get(0)).fetch("PUT", "/r1/7").withJson().isReadable();
    }

    private static String template(int routes) {
        StringBuilder text = new StringBuilder("""
                Transform: AWS::Serverless-2016-10-31
                Resources:
                  Api:
                    Type: AWS::Serverless::Api
                    Properties: {StageName: prod}
                  Orders:
                    Type: AWS::Serverless::Function
                    Properties:
                      Runtime: java21
                      Handler: dev.corsac.lambda.CorsHandler
                      Environment:
                        Variables:
                          ALLOWED_ORIGINS: https://a.example.com https://b.example.com https://c.example.com
                          ALLOWED_METHODS: GET PUT
                          ALLOWED_HEADERS: Content-Type Authorization
                      Events:
                """);
        for (int i = 0; i < routes; i++) {
            for (String method : List.of(i % 2 == 0 ? "get" : "put", "options")) {
                text.append("        ")
                        .append(method)
                        .append(i)
                        .append(": {Type: Api, Properties: {RestApiId: !Ref Api, Path: '/r")
                        .append(i)
                        .append("/{id}', Method: ")
                        .append(method)
                        .append("}}\n");
            }
        }
        return text.toString();
    }
}
