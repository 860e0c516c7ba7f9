package dev.corsac.gateway;

/**
 * The form in which an HTTP API hands a request to a Lambda function and reads what comes back: its <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">payload
 * format version</a>. AWS has no default for it but in its console.
 */
public enum PayloadFormat {
    /** Like a REST API's: {@code multiValueHeaders}, {@code httpMethod}, and a {@code statusCode} that must be there. */
    V1_0,
    /** The short one: header names in lower case, {@code cookies}, and a response that may be any JSON. */
    V2_0
}
