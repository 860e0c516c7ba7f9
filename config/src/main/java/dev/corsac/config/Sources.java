package dev.corsac.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Finds the files of a folder that say what is deployed. */
public final class Sources {

    /** The name of Corsac's own file. */
    public static final String OWN = "corsac.yaml";

    private static final Pattern CLOUDFORMATION = Pattern.compile(
            "AWSTemplateFormatVersion|AWS::Serverless-2016-10-31|[\"']?\\bType[\"']?\\s*:\\s*[\"']?AWS::[A-Za-z0-9]+::");

    private static final Pattern TERRAFORM =
            Pattern.compile("\"format_version\"|\"type\"\\s*:\\s*\"test_state\"|\"terraform_version\"");

    /** Longer files are not templates: CloudFormation takes 1 MB. */
    private static final int LONGEST = 8 * 1024 * 1024;

    private Sources() {}

    /** Returns whether the file is one of Corsac's own rather than a template. */
    public static boolean isOwn(FileSource files, Path file) {
        Path name = file.getFileName();
        return (name != null && name.toString().equals(OWN)) || !isTemplate(files, file);
    }

    /** Returns whether a file looks like a template, by its content; one with mistakes too. */
    public static boolean isTemplate(FileSource files, Path file) {
        Path last = file.getFileName();
        String name = last == null ? "" : last.toString().toLowerCase(Locale.ROOT);
        if (name.equals(OWN)) {
            return false;
        }
        try {
            String text = files.text(file);
            if (text.length() > LONGEST) {
                return false;
            }
            boolean serverless = name.matches("serverless.*\\.(ya?ml|json)")
                    || (text.contains("provider:")
                            && Pattern.compile("(?m)^service:").matcher(text).find());
            boolean terraform = (text.contains("\"resources\"") || text.contains("test_state"))
                    && TERRAFORM.matcher(text).find();
            return serverless || terraform || CLOUDFORMATION.matcher(text).find();
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /**
     * Returns the templates of a folder: in the folder itself, in {@code cdk.out}, and what the Serverless Framework packaged
     * where its own file is not there.
     */
    public static List<Path> templates(FileSource files, Path folder) {
        List<Path> found = new ArrayList<>();
        for (Path file : files.list(folder)) {
            String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
            boolean candidate = name.matches(".*\\.(ya?ml|template|json)")
                    && !name.matches("package(-lock)?\\.json|tsconfig.*\\.json|cdk\\.json|docker-compose.*");
            if (candidate && files.isFile(file) && isTemplate(files, file)) {
                found.add(file);
            }
        }
        for (Path file : files.list(folder.resolve("cdk.out"))) {
            if (String.valueOf(file.getFileName()).endsWith(".template.json") && isTemplate(files, file)) {
                found.add(file);
            }
        }
        Path packaged = folder.resolve(".serverless").resolve("cloudformation-template-update-stack.json");
        boolean direct = found.stream()
                .anyMatch(file -> String.valueOf(file.getFileName()).startsWith("serverless."));
        if (!direct && files.isFile(packaged)) {
            found.add(packaged);
        }
        return found;
    }
}
