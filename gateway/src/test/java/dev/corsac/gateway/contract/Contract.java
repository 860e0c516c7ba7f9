package dev.corsac.gateway.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * All that is claimed of one front, as data: run by a {@link ContractTest}, and the table of the documentation.
 *
 * @param front the front, as the documentation calls it: {@code REST API}
 * @param identification lower-case names of headers that tell requests apart and do not count as behaviour:
 *     {@code x-amzn-requestid}; never compared
 * @param behaviours the cases by heading
 * @param refusals deployments that cannot be built
 */
public record Contract(String front, List<String> identification, List<Behaviour> behaviours, List<Refusal> refusals) {

    /**
     * Cases under one heading.
     *
     * @param title the heading
     * @param cases its cases
     */
    public record Behaviour(String title, List<ContractCase> cases) {}

    /**
     * A deployment that AWS refuses.
     *
     * @param name the refusal as a sentence
     * @param known how it is known
     * @param source where from
     * @param deployment builds it, in vain
     * @param reason AWS's reason; the exception's message begins with it
     */
    public record Refusal(String name, ContractCase.Known known, String source, Supplier<?> deployment, String reason) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** A contract without cases. */
    public static Contract of(String front, String... identification) {
        return new Contract(front, List.of(identification), List.of(), List.of());
    }

    /** And these cases under that heading. */
    public Contract behaviour(String title, ContractCase... cases) {
        List<Behaviour> more = new ArrayList<>(behaviours);
        more.add(new Behaviour(title, List.of(cases)));
        return new Contract(front, identification, List.copyOf(more), refusals);
    }

    /** And this refusal. */
    public Contract refuses(
            String name, ContractCase.Known known, String source, String reason, Supplier<?> deployment) {
        List<Refusal> more = new ArrayList<>(refusals);
        more.add(new Refusal(name, known, source, deployment, reason));
        return new Contract(front, identification, behaviours, List.copyOf(more));
    }
}
