/** The article's shop: two functions behind API Gateway, called by a page on another origin. */
@org.jspecify.annotations.NullMarked
module dev.corsac.example.shop {
    requires static org.jspecify;
    requires com.nimbusds.jose.jwt;
    requires dev.corsac.lambda;
}
