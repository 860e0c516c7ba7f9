package dev.corsac.explain;

/** The forms that a fix is written in. */
public enum FixForm {
    /** What to do, in words or as a command that only looks. */
    STEPS("steps", "Steps"),
    /** The headers that responses need, whatever sends them. */
    HEADERS("headers", "Response headers"),
    /** A change to the page's script. */
    PAGE("page", "The page's script"),
    /** Environment variables of a function behind Corsac's wrapper. */
    ENVIRONMENT("environment", "Environment variables of the function (Corsac)"),
    /** A Corsac policy in code. */
    CORSAC("corsac", "Corsac in code"),
    /** A handler without a library. */
    JAVA("java", "A handler in plain Java"),
    /** Spring's own CORS rules. */
    SPRING("spring", "Spring"),
    /** The package cors of Express. */
    EXPRESS("express", "Express"),
    /** An AWS SAM template. */
    SAM("sam", "AWS SAM"),
    /** A CloudFormation template. */
    CLOUDFORMATION("cloudformation", "CloudFormation"),
    /** Terraform's AWS provider. */
    TERRAFORM("terraform", "Terraform"),
    /** The AWS CDK in Java. */
    CDK("cdk", "AWS CDK (Java)"),
    /** The Serverless Framework. */
    SERVERLESS("serverless", "Serverless Framework"),
    /** The AWS CLI. */
    AWS_CLI("aws-cli", "AWS CLI"),
    /** A development server's configuration. */
    DEV_SERVER("dev-server", "The development server");

    private final String code;
    private final String title;

    FixForm(String code, String title) {
        this.code = code;
        this.title = title;
    }

    /** Returns the name in JSON and on the command line: stable. */
    public String code() {
        return code;
    }

    /** Returns the name for people. */
    public String title() {
        return title;
    }
}
