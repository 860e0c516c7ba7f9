package com.example.micronaut;

import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;

/** A controller of Micronaut. */
@Controller("/hello")
public class HelloController {

    /** Greets. */
    @Get
    @Produces(MediaType.TEXT_PLAIN)
    public String hello() {
        return "hello from Micronaut";
    }
}
