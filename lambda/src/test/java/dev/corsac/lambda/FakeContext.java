package dev.corsac.lambda;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;

/** A context whose log can be read. */
final class FakeContext implements Context {

    private final StringBuilder log = new StringBuilder();
    private final int remainingMillis;

    FakeContext() {
        this(30_000);
    }

    FakeContext(int remainingMillis) {
        this.remainingMillis = remainingMillis;
    }

    String log() {
        synchronized (log) {
            return log.toString();
        }
    }

    @Override
    public LambdaLogger getLogger() {
        return new LambdaLogger() {
            @Override
            public void log(String message) {
                synchronized (log) {
                    log.append(message);
                }
            }

            @Override
            public void log(byte[] message) {
                log(new String(message, StandardCharsets.UTF_8));
            }
        };
    }

    @Override
    public int getRemainingTimeInMillis() {
        return remainingMillis;
    }

    @Override
    public String getAwsRequestId() {
        return "8476a536-e9f4-11e8-9739-2dfe598c3fcd";
    }

    @Override
    public String getLogGroupName() {
        return "/aws/lambda/shop";
    }

    @Override
    public String getLogStreamName() {
        return "2026/11/22/[$LATEST]0";
    }

    @Override
    public String getFunctionName() {
        return "shop";
    }

    @Override
    public String getFunctionVersion() {
        return "$LATEST";
    }

    @Override
    public String getInvokedFunctionArn() {
        return "arn:aws:lambda:eu-central-1:123456789012:function:shop";
    }

    @Override
    @SuppressWarnings("NullAway") // as Lambda does it: null unless a mobile SDK calls
    public CognitoIdentity getIdentity() {
        return null;
    }

    @Override
    @SuppressWarnings("NullAway")
    public ClientContext getClientContext() {
        return null;
    }

    @Override
    public int getMemoryLimitInMB() {
        return 512;
    }
}
