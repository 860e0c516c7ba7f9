package com.example.function;

import java.util.Map;
import java.util.function.Function;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

/** A function of Spring Cloud. */
@SpringBootApplication
public class FunctionApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(FunctionApplication.class, arguments);
    }

    /** Greets. */
    @Bean
    public Function<Message<String>, Message<String>> hello() {
        return event -> MessageBuilder.withPayload("hello from Spring Cloud Function")
                .copyHeaders(Map.of(
                        "statusCode", 200, "Access-Control-Allow-Origin", System.getenv("ALLOWED_ORIGINS")))
                .build();
    }
}
