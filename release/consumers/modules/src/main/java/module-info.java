/** A user's module. */
module com.example.orders {
    requires dev.corsac.lambda;
}
