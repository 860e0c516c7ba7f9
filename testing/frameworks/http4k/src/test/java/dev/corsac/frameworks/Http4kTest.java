package dev.corsac.frameworks;

import dev.corsac.lambda.process.FrameworkContract;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class Http4kTest {

    @Nested
    class OfRestApi extends FrameworkContract {

        @Override
        protected String handler() {
            return Http4kShop.OfRestApi.class.getName();
        }

        @Override
        protected List<Format> formats() {
            return List.of(Format.REST_API);
        }

        @Override
        protected boolean respondsToErrorsItself() {
            return true;
        }
    }

    @Nested
    class OfHttpApi extends FrameworkContract {

        @Override
        protected String handler() {
            return Http4kShop.OfHttpApi.class.getName() + "::handleRequest";
        }

        @Override
        protected List<Format> formats() {
            return List.of(Format.HTTP_API);
        }

        @Override
        protected boolean respondsToErrorsItself() {
            return true;
        }
    }
}
