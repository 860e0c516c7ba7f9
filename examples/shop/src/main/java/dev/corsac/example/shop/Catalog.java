package dev.corsac.example.shop;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The half of the shop that works without credentials: no cookie is read or set. Who must be known says so in the URL,
 * with a token, or holds a URL that was signed. Any page may call it, and no page can act for a user who did not hand
 * it a token.
 *
 * <p>A URL ends up in logs and histories, so tokens and signed URLs live for minutes.
 */
final class Catalog extends ProxyHandler {

    private static final Duration TOKEN_LIFETIME = Duration.ofMinutes(10);
    private static final Duration INVOICE_LIFETIME = Duration.ofMinutes(5);

    private final Users users;
    private final Tokens tokens;
    private final SignedUrls signedUrls;

    /** @throws IllegalStateException if {@code DEMO_USERS}, {@code TOKEN_KEY} or {@code URL_KEY} is missing or no good */
    Catalog(Map<String, String> environment, Clock clock) {
        Settings settings = new Settings(environment);
        this.users = settings.users("DEMO_USERS");
        this.tokens = new Tokens(settings.key("TOKEN_KEY"), "catalog", TOKEN_LIFETIME, clock);
        this.signedUrls = new SignedUrls(settings.key("URL_KEY"), INVOICE_LIFETIME, clock);
    }

    @Override
    ProxyResponse respond(ProxyRequest request) {
        return switch (request.path()) {
            case "/catalog" -> {
                request.allow("GET");
                yield products();
            }
            case "/catalog/token" -> {
                request.allow("POST");
                yield token(users.signIn(request.json()));
            }
            case "/catalog/orders" -> {
                request.allow("GET");
                yield orders(caller(request));
            }
            case "/catalog/invoice" -> {
                request.allow("GET");
                signedUrls.check(request);
                yield invoice(request);
            }
            default -> throw notFound(request);
        };
    }

    private static ProxyResponse products() {
        return ProxyResponse.json(200, Map.of("products", Stock.PRODUCTS))
                .with("X-Total-Count", Integer.toString(Stock.PRODUCTS.size()));
    }

    private ProxyResponse token(String user) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("token", tokens.issue(user));
        body.put("expiresInSeconds", tokens.lifetime().toSeconds());
        return ProxyResponse.json(200, body);
    }

    /** Bearer tokens in the query, and what to respond to a bad one: RFC 6750 sections 2.3 and 3. */
    private String caller(ProxyRequest request) {
        @Nullable String token = request.parameter("token");
        @Nullable String user = token == null ? null : tokens.userOf(token);
        if (user != null) {
            return user;
        }
        throw new HttpError(ProxyResponse.error(
                        401,
                        token == null
                                ? "Who is asking? Put token=… into the query; POST /catalog/token has one"
                                : "This token is not good, or no longer: POST /catalog/token has a new one")
                .with("WWW-Authenticate", token == null ? "Bearer" : "Bearer error=\"invalid_token\""));
    }

    private ProxyResponse orders(String user) {
        List<Map<String, Object>> orders = new ArrayList<>();
        for (Stock.Order order : Stock.ORDERS) {
            if (order.user().equals(user)) {
                Map<String, Object> json = new LinkedHashMap<>(order.json());
                json.put("invoice", signedUrls.sign("/catalog/invoice", "order", order.id()));
                orders.add(json);
            }
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("user", user);
        body.put("orders", orders);
        return ProxyResponse.json(200, body);
    }

    private static ProxyResponse invoice(ProxyRequest request) {
        @Nullable String id = request.parameter("order");
        for (Stock.Order order : Stock.ORDERS) {
            if (order.id().equals(id)) {
                Map<String, Object> body = new LinkedHashMap<>();
                body.put("invoice", "R-" + order.id());
                body.put("billedTo", order.user());
                body.putAll(order.json());
                return ProxyResponse.json(200, body);
            }
        }
        throw new HttpError(404, "There is no order " + id);
    }
}
