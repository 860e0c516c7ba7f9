package com.example.http4k

import org.http4k.core.HttpHandler
import org.http4k.core.Method.GET
import org.http4k.core.Response
import org.http4k.core.Status.Companion.OK
import org.http4k.routing.bind
import org.http4k.routing.routes
import org.http4k.serverless.ApiGatewayV2LambdaFunction
import org.http4k.serverless.AppLoader

private val app: HttpHandler =
    routes(
        "/hello" bind GET to {
            Response(OK)
                .header("Access-Control-Allow-Origin", System.getenv("ALLOWED_ORIGINS"))
                .body("hello from http4k")
        },
    )

/** A function whose interface is that of a library's class. */
@Suppress("unused")
class HelloFunction : ApiGatewayV2LambdaFunction(AppLoader { app })
