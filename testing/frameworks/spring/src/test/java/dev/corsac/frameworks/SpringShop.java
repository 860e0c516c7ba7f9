package dev.corsac.frameworks;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A Spring Boot application that knows of CORS itself, as many do. */
@SpringBootApplication
@RestController
public class SpringShop {

    @GetMapping("/ok")
    public String ok() {
        return "ok";
    }

    @GetMapping("/own-cors")
    @CrossOrigin(origins = "*", exposedHeaders = "X-Own")
    public String ownCors() {
        return "ok";
    }

    @GetMapping("/fail")
    public String fail() {
        throw new IllegalStateException("secret");
    }

    @Bean
    public Filter reached() {
        return (request, response, chain) -> {
            HttpServletRequest http = (HttpServletRequest) request;
            System.out.println("reached: " + http.getMethod() + " " + http.getRequestURI());
            chain.doFilter(request, response);
        };
    }
}
