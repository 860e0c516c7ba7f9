package dev.corsac.config.generate;

/** The forms in which infrastructure is written. */
public enum InfrastructureForm {
    /** A template of AWS SAM. */
    SAM("sam", "template.yaml", "#"),
    /** A template of CloudFormation. */
    CLOUDFORMATION("cloudformation", "template.yaml", "#"),
    /** A Terraform configuration of one file. */
    TERRAFORM("terraform", "api.tf", "#"),
    /** A stack of AWS CDK, in Java. */
    CDK("cdk", "ApiStack.java", "//"),
    /** An OpenAPI document with API Gateway's extensions. */
    OPENAPI("openapi", "openapi.yaml", "#"),
    /** A template of AWS SAM with page and API at one origin, so that no CORS is needed. */
    SAME_ORIGIN("same-origin", "template.yaml", "#");

    private final String word;
    private final String file;
    private final String comment;

    InfrastructureForm(String word, String file, String comment) {
        this.word = word;
        this.file = file;
        this.comment = comment;
    }

    /** Returns what the command calls it. */
    public String word() {
        return word;
    }

    /** Returns whether the form can have a CloudFront distribution before the API. */
    boolean hasDistribution() {
        return this != OPENAPI && this != SAME_ORIGIN;
    }

    /** Returns the usual name of such a file. */
    public String file() {
        return file;
    }

    /** Returns what begins a comment. */
    public String comment() {
        return comment;
    }
}
