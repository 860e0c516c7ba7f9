package dev.corsac.config.template;

import dev.corsac.config.Nearest;
import dev.corsac.deployment.DeployedAuthorizer;
import dev.corsac.deployment.DeployedRoute;
import dev.corsac.deployment.DeployedRoute.Authorization;
import dev.corsac.deployment.NoticeCode;
import dev.corsac.deployment.Place;
import dev.corsac.deployment.Value;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * SAM's APIs of one kind with what events add to them: what REST and HTTP APIs have in common. Not safe to share between threads.
 *
 * @param <D> the kind's draft
 */
final class SamApis<D extends ApiDraft> {

    private final Stack stack;
    private final Map<String, D> drafts;
    private final String plainType;
    private final Map<String, Item> properties = new LinkedHashMap<>();

    /** Routes whose events decide the authorization, so that a default does not. */
    private final Set<DeployedRoute> decided = new LinkedHashSet<>();

    /** The scopes of authorizers, by API and name. */
    private final Map<String, Map<String, List<Value<String>>>> scopes = new LinkedHashMap<>();

    /**
     * @param drafts the stack's drafts of that kind, to which APIs are added
     * @param plainType the type of an API of that kind without SAM
     */
    SamApis(Stack stack, Map<String, D> drafts, String plainType) {
        this.stack = stack;
        this.drafts = drafts;
        this.plainType = plainType;
    }

    /** Adds an API with its properties. */
    void add(D api, Item its) {
        drafts.put(api.id, api);
        properties.put(api.id, its);
    }

    /** Adds the authorizers that an API lists; null for none. */
    void addAuthorizers(D api, @Nullable Item listed, BiFunction<String, Item, DeployedAuthorizer> reader) {
        if (listed == null) {
            return;
        }
        Map<String, List<Value<String>>> own = scopes.computeIfAbsent(api.id, key -> new LinkedHashMap<>());
        listed.fields().forEach((name, authorizer) -> {
            own.put(name, authorizer.values("AuthorizationScopes"));
            api.authorizers.put(name, reader.apply(name, authorizer));
        });
    }

    /**
     * Returns the API into which SAM writes the route of an event. Null if SAM only gives the API the permission to call the
     * function, or if the API is not in the template, which is reported.
     *
     * @param reference the API that the event names; null for the implied one
     * @param implied the id of the API that SAM makes of events without one
     * @param make makes that API if no event before has needed it
     * @param what the event, as the beginning of a sentence
     */
    @Nullable
    D of(@Nullable Value<String> reference, String implied, Supplier<D> make, String what, Place place) {
        String id = reference == null ? implied : Stack.component(reference);
        D api = id == null ? null : drafts.get(id);
        if (api == null && reference == null) {
            api = make.get();
        }
        Resource plain = id == null ? null : stack.resource(id);
        if (api == null && plain != null && plain.type().equals(plainType)) {
            return null;
        }
        if (api == null) {
            stack.findings()
                    .notice(
                            NoticeCode.RESOURCE_NOT_READ,
                            what + " belongs to the API " + reference
                                    + ", which is not in this template: it is not read",
                            place);
            return null;
        }
        Item its = properties.get(api.id);
        return its != null && isManaged(its) ? api : null;
    }

    /** Whether SAM writes the routes of events into the API. */
    private static boolean isManaged(Item its) {
        return (its.get("DefinitionBody") == null && its.get("DefinitionUri") == null) || its.flag("MergeDefinitions");
    }

    /** Whether an API has the route of an event already, which is reported. */
    boolean isTaken(D api, String key, Place place) {
        boolean taken = api.routes.containsKey(key);
        if (taken) {
            stack.findings()
                    .mistake(
                            place,
                            "the route " + key + " of " + api.id
                                    + " is defined twice. Remove one of the two events, or give it an API of its own");
        }
        return taken;
    }

    /** Adds the route of an event with this {@code Auth}. */
    void add(D api, DeployedRoute route, @Nullable Item auth) {
        if (auth != null && auth.get("Authorizer") != null) {
            decided.add(route);
        }
        api.add(route);
    }

    /** Returns the authorization of an event with this {@code Auth}. */
    Authorization authorization(D api, @Nullable Item auth, Place place) {
        String name = auth == null ? null : auth.string("Authorizer");
        if (auth == null || name == null || name.equals("NONE")) {
            return Authorization.NONE;
        }
        return auth.get("AuthorizationScopes") == null || name.equals("AWS_IAM")
                ? authorization(api, name, place)
                : new Authorization(Authorization.Kind.AUTHORIZER, name, auth.values("AuthorizationScopes"), place);
    }

    private Authorization authorization(D api, String name, Place place) {
        return name.equals("AWS_IAM")
                ? new Authorization(Authorization.Kind.IAM, null, List.of(), place)
                : new Authorization(
                        Authorization.Kind.AUTHORIZER,
                        name,
                        scopes.getOrDefault(api.id, Map.of()).getOrDefault(name, List.of()),
                        place);
    }

    /** Whether an API has its {@code DefaultAuthorizer}, if it names one; reported if not. */
    boolean hasDefault(D api, Item auth) {
        String name = auth.string("DefaultAuthorizer");
        boolean there =
                name == null || name.equals("NONE") || name.equals("AWS_IAM") || api.authorizers.containsKey(name);
        if (!there) {
            stack.findings()
                    .mistake(
                            auth.place(),
                            "DefaultAuthorizer is \"" + name + "\", which is not among Authorizers"
                                    + Nearest.meant(String.valueOf(name), api.authorizers.keySet()));
        }
        return there;
    }

    /** Returns the authorization by the API's {@code DefaultAuthorizer}, if it has one and the route's event decides nothing. */
    Authorization withDefault(D api, DeployedRoute route, Item auth) {
        String name = auth.string("DefaultAuthorizer");
        boolean open = route.authorization().kind() == Authorization.Kind.NONE && !decided.contains(route);
        return name == null || name.equals("NONE") || !open
                ? route.authorization()
                : authorization(api, name, auth.place());
    }

    /** Calls the consumer with each API and its properties, in the order in which they were added. */
    void forEach(BiConsumer<D, Item> to) {
        properties.forEach((id, its) -> {
            D api = drafts.get(id);
            if (api != null) {
                to.accept(api, its);
            }
        });
    }
}
