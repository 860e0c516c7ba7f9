package dev.corsac.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes of the pastes in {@code pastes.txt}: who is in charge, the first cause and the fix to try first. */
class PastedCasesTest {

    private static RecordedCall call(String name) throws IOException {
        String all = "\n" + Files.readString(Path.of("src/test/resources/dev/corsac/explain/pastes.txt"));
        int from = all.indexOf("\n### " + name + "\n") + name.length() + 6;
        String paste = all.substring(from, all.indexOf("\n---\n", from));
        ReadResult read = PasteReader.read("-", paste);
        assertThat(read.problem()).isEmpty();
        return read.calls().get(0);
    }

    private static Diagnosis diagnosis(String name) throws IOException {
        return Diagnoser.diagnose(call(name), host -> host);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # paste                      | code                 | in charge     | first cause              | in the first fix
            axios with cors and stack    | allow-credentials    | server        | not-sent                 | Access-Control-Allow-Credentials: true
            angular http 502             | allow-origin-missing | api-gateway   | function-failed          | aws logs tail
            angular object               | needs-more           | unknown       | cors                     | corsac explain --send --url 'https://k9x2m1
            firefox de                   | preflight-status     | api-gateway   | no-options-method        | Method: OPTIONS
            firefox de old               | preflight-status     | server        | login-before-cors        | status of the preflight
            firefox de token             | headers              | server        | header-not-listed        | Access-Control-Allow-Headers: x-api-key
            firefox pt                   | allow-origin-multiple | server       | two-layers               | Remove one of the two
            firefox file module          | file-url             | page          |                          | http-server
            firefox sw                   | service-worker       | page          |                          | service worker
            preload font                 | preload              | page          |                          | crossorigin
            module file old              | file-url             | page          |                          | http-server
            module shortpath             | file-url             | page          |                          | http-server
            font chrome                  | allow-origin-missing | s3            | no-cors-rule             | CorsRules:
            dynamic import               | module-not-loaded    | server        |                          | a new version was deployed
            source map                   | source-map           | page          |                          | Nothing to change for CORS
            lna unknown                  | local-network-access-permission-denied | browser | page-more-public | Local network access
            orb chrome                   | orb                  | page          |                          | mode: 'no-cors'
            mixed safari                 | mixed-content        | page          |                          | https
            autolink                     | allow-origin-mismatch | server       | port                     | http://localhost:3000
            ext origin                   | allow-origin-missing | server        | server-sends-none        | "host_permissions": ["https://api.acme.example/*"]
            redirect cognito             | preflight-redirect   | server        | session-expired          | respond to a call of a script with 401
            redirect preflight http      | preflight-redirect   | server        | http-to-https            | fetch("https://api.acme.example/items")
            redirect safari              | allow-origin-missing | server        | session-expired          | 401
            network row                  | preflight-status     | unknown       | login-before-cors        | OPTIONS
            amplify graphql              | allow-origin-missing | aws-service   | wrong-endpoint           | Compare the URL
            cert                         | certificate          | network       |                          | in a tab of its own
            unsafe get                   | header-not-exposed   | unknown       |                          | EXPOSED_HEADERS=X-Total-Count
            unsafe set                   | forbidden-header     | page          |                          | Remove Origin
            cookie ff                    | cookie-rejected      | unknown       |                          | SameSite=None; Secure
            panel chrome                 | preflight-status     | load-balancer | waf                      | AWS WAF
            panel firefox                | allow-origin-mismatch | server       | one-fixed-origin         | Access-Control-Allow-Origin: https://acme.example
            chrome loop                  | allow-origin-mismatch | server       | trailing-slash           | Access-Control-Allow-Origin: http://localhost:3000
            chrome undefined             | allow-origin-invalid | server        | unresolved-variable      | Access-Control-Allow-Origin: http://localhost:3000
            chrome noscheme value        | allow-origin-invalid | server        | no-scheme                | Access-Control-Allow-Origin: http://localhost:3000
            413                          | allow-origin-missing | api-gateway   | too-large                | presigned URL
            lambda url iam               | preflight-status     | function-url  | auth-type-iam            | lambda:InvokeFunctionUrl
            sap                          | preflight-status     | server        | login-before-cors        | Let OPTIONS pass the login
            """)
    void a_paste_leads_to_its_fix(String name, String code, String component, String cause, String fix)
            throws IOException {
        Diagnosis diagnosis = diagnosis(name);
        assertThat(diagnosis.code()).isEqualTo(code);
        assertThat(diagnosis.component().kind().code()).isEqualTo(component);
        assertThat(
                        diagnosis.causes().isEmpty()
                                ? null
                                : diagnosis.causes().get(0).code())
                .isEqualTo(cause);
        assertThat(diagnosis.fixes().get(0).text()).contains(fix);
    }

    @Test
    void a_port_in_a_sentence_of_another_language_is_not_a_status() throws IOException {
        assertThat(diagnosis("firefox pt").seen())
                .allSatisfy(step -> assertThat(step.status()).isZero());
    }

    @Test
    void a_method_that_was_assumed_is_not_in_what_consoles_print() throws IOException {
        Diagnosis diagnosis = diagnosis("firefox ja method");
        assertThat(diagnosis.assumed()).contains("method");
        assertThat(diagnosis.engines().values())
                .allSatisfy(outcome ->
                        assertThat(String.join("\n", outcome.console())).doesNotContain("PUT"));
    }

    @Test
    void a_call_to_https_is_not_redirected_from_http() throws IOException {
        assertThat(diagnosis("redirect cognito").causes())
                .extracting(Cause::code)
                .doesNotContain("http-to-https");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # a project's form leaves the fix to try first, and comes first where that fix has the form
            401 api               | TERRAFORM      | TERRAFORM
            401 api               | CDK            | CDK
            401 api               | SERVERLESS     | SERVERLESS
            angular http 502      | TERRAFORM      | STEPS
            img html              | SAM            | SAM
            img html              | TERRAFORM      | TERRAFORM
            font chrome           | CDK            | CDK
            chrome loop           | TERRAFORM      | HEADERS
            """)
    void the_first_fix_has_the_form_of_the_project(String name, FixForm project, FixForm first) throws IOException {
        Diagnosis diagnosis = Diagnoser.of(host -> host).forProject(project).diagnose(call(name));
        assertThat(diagnosis.fixes().get(0).form()).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            template.yaml pom.xml        | Transform: AWS::Serverless-2016-10-31 | SAM
            template.yml                 | Resources: {}                         | CLOUDFORMATION
            samconfig.toml src           | none                                  | SAM
            cdk.json package.json        | none                                  | CDK
            serverless.yml handler.js    | none                                  | SERVERLESS
            main.tf variables.tf         | none                                  | TERRAFORM
            pom.xml corsac.yaml          | none                                  | none
            template.yaml                | none                                  | CLOUDFORMATION
            """)
    void a_projects_form_is_known_by_its_files(String files, String template, FixForm form) {
        assertThat(ProjectForm.of(java.util.List.of(files.split(" ")), name -> template))
                .isEqualTo(form);
    }
}
