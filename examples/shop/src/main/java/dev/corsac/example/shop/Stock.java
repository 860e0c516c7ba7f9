package dev.corsac.example.shop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the shop sells and sold. */
final class Stock {

    static final List<Map<String, Object>> PRODUCTS = List.of(
            product("lantern", "Storm lantern", 3900),
            product("blanket", "Wool blanket", 6400),
            product("kettle", "Enamel kettle", 2750));

    static final List<Order> ORDERS = List.of(
            new Order("1001", "ada", "lantern", 2, 7800),
            new Order("1002", "ada", "kettle", 1, 2750),
            new Order("1003", "grace", "blanket", 1, 6400));

    private Stock() {}

    private static Map<String, Object> product(String id, String name, int cents) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id);
        json.put("name", name);
        json.put("priceInCents", cents);
        return json;
    }

    record Order(String id, String user, String product, int quantity, int cents) {

        Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("order", id);
            json.put("product", product);
            json.put("quantity", quantity);
            json.put("totalInCents", cents);
            return json;
        }
    }
}
