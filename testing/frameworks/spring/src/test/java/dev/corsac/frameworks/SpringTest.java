package dev.corsac.frameworks;

import com.amazonaws.serverless.proxy.spring.SpringDelegatingLambdaContainerHandler;
import dev.corsac.lambda.process.FrameworkContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class SpringTest extends FrameworkContract {

    @Override
    protected String handler() {
        return SpringDelegatingLambdaContainerHandler.class.getName();
    }

    @Override
    protected Map<String, String> environment() {
        return Map.of("MAIN_CLASS", SpringShop.class.getName());
    }

    @Override
    protected List<Format> formats() {
        return List.of(Format.REST_API, Format.HTTP_API);
    }
}
