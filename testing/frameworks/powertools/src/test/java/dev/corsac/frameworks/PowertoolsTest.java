package dev.corsac.frameworks;

import dev.corsac.lambda.process.FrameworkContract;
import java.util.List;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class PowertoolsTest extends FrameworkContract {

    @Override
    protected String handler() {
        return PowertoolsShop.class.getName() + "::handleRequest";
    }

    @Override
    protected List<Format> formats() {
        return List.of(Format.REST_API);
    }
}
