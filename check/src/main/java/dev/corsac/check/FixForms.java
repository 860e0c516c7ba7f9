package dev.corsac.check;

import dev.corsac.deployment.Place;
import dev.corsac.explain.FixForm;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form of a fix by the place of what it changes: in a SAM template, a resource that SAM does not transform is written in
 * CloudFormation. Immutable.
 *
 * @param template the template's form; null if that is not known
 * @param resourceTypes the types of a CloudFormation template's resources by logical id
 */
record FixForms(@Nullable FixForm template, Map<String, String> resourceTypes) {

    /** Nothing is known. */
    static final FixForms NONE = new FixForms(null, Map.of());

    FixForms {
        resourceTypes = Map.copyOf(resourceTypes);
    }

    /** Returns the form for what is at a place; null if it is not known. */
    @Nullable
    FixForm at(Place place) {
        String address = place.address();
        if (template != FixForm.SAM || address == null || !address.startsWith("Resources.")) {
            return template;
        }
        String id = address.substring("Resources.".length()).split("[.\\[]", 2)[0];
        String type = resourceTypes.get(id);
        return type == null || type.startsWith("AWS::Serverless::") ? FixForm.SAM : FixForm.CLOUDFORMATION;
    }
}
