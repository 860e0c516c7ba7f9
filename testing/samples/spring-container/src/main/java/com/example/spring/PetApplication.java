package com.example.spring;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A Spring application. */
@SpringBootApplication
@RestController
@CrossOrigin("${ALLOWED_ORIGINS}")
public class PetApplication {

    /** Greets. */
    @GetMapping("/hello")
    public String hello() {
        return "hello from Spring Boot";
    }
}
