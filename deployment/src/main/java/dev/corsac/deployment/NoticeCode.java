package dev.corsac.deployment;

import java.util.Locale;

/** What a reader did not read or Corsac does not model: one code each, never renamed. */
public enum NoticeCode {
    /** A resource that takes part in HTTP and that no reader reads. */
    RESOURCE_NOT_READ,
    /** A nested stack or application, whose own template is not read. */
    NESTED_NOT_READ,
    /** A property of a resource that has no effect here. */
    PROPERTY_NOT_MODELLED,
    /** An integration other than a Lambda proxy or a MOCK: its responses are unknown. */
    INTEGRATION_NOT_MODELLED,
    /** A name that is written twice in the same mapping, of which the last counts. */
    NAME_WRITTEN_TWICE,
    /** A value that depends on something no file states. */
    VALUE_UNKNOWN,
    /** An included or referenced file that could not be read. */
    FILE_NOT_READ,
    /** A macro or transform that only AWS can run. */
    TRANSFORM_NOT_RUN,
    /** A plugin of the Serverless Framework that is not run. */
    PLUGIN_NOT_RUN,
    /** A gateway response of a type that API Gateway does not have, so that it never acts. */
    GATEWAY_RESPONSE_UNKNOWN_TYPE,
    /** An authorizer whose keys are not at hand, so that no token is accepted. */
    TOKEN_NOT_VERIFIABLE,
    /** An origin of a distribution that is not part of the deployment. */
    ORIGIN_NOT_IN_DEPLOYMENT,
    /** A function whose code cannot be run here. */
    FUNCTION_NOT_RUNNABLE,
    /** A Java function that runs on another version of Java here than on AWS. */
    JAVA_VERSION_DIFFERS,
    /** A handler whose typed wrapper cannot read the events that its front sends. */
    HANDLER_FORMAT_DIFFERS,
    /** A page whose files are not known. */
    PAGE_FILES_UNKNOWN,
    /** A REST API whose deployment is not made again when its methods change. */
    DEPLOYMENT_WITHOUT_TRIGGERS,
    /** A template that its tools read and AWS refuses: whatever is to run stops there. */
    DEPLOYMENT_REFUSED;

    /** Returns the code as it is printed: {@code resource-not-read}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
