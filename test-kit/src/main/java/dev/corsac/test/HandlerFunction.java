package dev.corsac.test;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** A function that a handler of this process is behind. */
record HandlerFunction(String name, RequestStreamHandler handler) implements LambdaFunction {

    static RequestStreamHandler of(UnaryOperator<String> responses) {
        return (input, output, context) -> output.write(responses
                .apply(new String(input.readAllBytes(), StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8));
    }

    /** What the handler throws is a failed invocation, as on Lambda: the test sees what the page would. */
    @Override
    @SuppressWarnings("CatchingUnchecked")
    public InvocationResult invoke(byte[] event, Duration timeout) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            handler.handleRequest(new ByteArrayInputStream(event), output, new TestContext(name));
        } catch (Exception e) {
            return new InvocationResult.Failed(e.getClass().getName(), String.valueOf(e.getMessage()));
        }
        return new InvocationResult.Payload(output.toByteArray());
    }

    /** A context of an invocation that has time left; its log goes to standard output, as in a unit test. */
    private record TestContext(String function) implements Context, LambdaLogger {

        @Override
        public String getAwsRequestId() {
            return "11111111-2222-4333-8444-555555555555";
        }

        @Override
        public String getLogGroupName() {
            return "/aws/lambda/" + function;
        }

        @Override
        public String getLogStreamName() {
            return "test";
        }

        @Override
        public String getFunctionName() {
            return function;
        }

        @Override
        public String getFunctionVersion() {
            return "$LATEST";
        }

        @Override
        public String getInvokedFunctionArn() {
            return "arn:aws:lambda:eu-west-1:123456789012:function:" + function;
        }

        @Override
        @SuppressWarnings("NullAway") // AWS's interface has no annotations: there is no caller of its kinds
        public CognitoIdentity getIdentity() {
            return null;
        }

        @Override
        @SuppressWarnings("NullAway") // likewise
        public ClientContext getClientContext() {
            return null;
        }

        @Override
        public int getRemainingTimeInMillis() {
            return 30_000;
        }

        @Override
        public int getMemoryLimitInMB() {
            return 512;
        }

        @Override
        public LambdaLogger getLogger() {
            return this;
        }

        @Override
        public void log(String message) {
            System.out.print(message);
        }

        @Override
        public void log(byte[] message) {
            System.out.write(message, 0, message.length);
        }
    }
}
