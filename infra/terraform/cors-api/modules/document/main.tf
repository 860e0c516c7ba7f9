# The OpenAPI document of an API, made of a policy. There is no resource in it, so that it can be evaluated, and tested, without a
# provider.

terraform {
  required_version = ">= 1.3"
}

locals {
  rest        = var.front == "rest"
  any_origin  = contains(var.policy.allowed_origins, "*")
  exact       = [for origin in var.policy.allowed_origins : origin if !endswith(origin, ":*") && length(regexall("[*]", origin)) == 0]
  patterns    = local.any_origin ? [] : setsubtract(var.policy.allowed_origins, local.exact)
  credentials = var.policy.allow_credentials ? { "Access-Control-Allow-Credentials" = "true" } : {}

  # GET, HEAD and POST need no permission; they are listed all the same, since Firefox asks again for a HEAD that is not.
  methods = contains(var.policy.allowed_methods, "*") ? ["*"] : sort(distinct(concat(["GET", "HEAD", "POST"], var.policy.allowed_methods)))
  headers = sort(distinct([for name in var.policy.allowed_headers : lower(name)]))
  exposed = sort(distinct([for name in var.policy.exposed_headers : lower(name)]))
  max_age = var.policy.max_age_seconds == null ? [] : [var.policy.max_age_seconds]

  # An HTTP API's own configuration compares whole origins, so that patterns stay with the functions.
  http_cors = !local.rest && var.preflights == "front" && length(local.patterns) == 0
  mocks     = local.rest && var.preflights == "front"
}

# What a MOCK integration sends in the policy's place.
locals {
  compares = !local.any_origin && (length(var.policy.allowed_origins) > 1 || length(local.patterns) > 0)

  # An expression matches the whole origin; it has neither a backslash nor a dollar sign, which Velocity reads in its own way.
  expressions = {
    for origin in local.patterns : origin => join("", [
      replace(replace(replace(trimsuffix(origin, ":*"), ".", "[.]"), "+", "[+]"), "*[.]", "([a-z0-9_-]{1,63}[.])+"),
      endswith(origin, ":*") ? "(:[1-9][0-9]{0,4})?" : "",
    ])
  }

  tests = [
    for origin in var.policy.allowed_origins :
    !contains(local.patterns, origin) ? "$origin == \"${origin}\"" :
    length(regexall("\\[", origin)) > 0 ? "$origin == \"${trimsuffix(origin, ":*")}\" || $origin.startsWith(\"${trimsuffix(origin, "*")}\")" :
    "$origin.matches('${local.expressions[origin]}')"
  ]

  velocity = join("\n", concat(
    [
      "## Browsers send the header as Origin with HTTP/1.1 and as origin with HTTP/2.",
      "#set($origin = $input.params().header.get(\"Origin\"))",
      "#if(!$origin || $origin == \"\")",
      "#set($origin = $input.params().header.get(\"origin\"))",
      "#end",
      "#if(${join(" || ", local.tests)})",
      "#set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)",
    ],
    var.policy.allow_credentials ? ["#set($context.responseOverride.header.Access-Control-Allow-Credentials = \"true\")"] : [],
    ["#end", ""],
  ))

  mock_lines = merge(
    local.compares ? { Vary = "Origin" } : merge({ "Access-Control-Allow-Origin" = var.policy.allowed_origins[0] }, local.credentials),
    { "Access-Control-Allow-Methods" = join(",", local.methods) },
    length(local.headers) == 0 ? {} : { "Access-Control-Allow-Headers" = join(",", local.headers) },
    { for seconds in local.max_age : "Access-Control-Max-Age" => tostring(seconds) },
  )

  mock_names = concat(local.compares ? concat(["Access-Control-Allow-Origin"], keys(local.credentials)) : [], keys(local.mock_lines))

  mock = {
    responses = {
      "204" = {
        description = "Preflight"
        headers     = { for name in local.mock_names : name => { schema = { type = "string" } } }
      }
    }

    "x-amazon-apigateway-integration" = {
      type             = "mock"
      requestTemplates = { "application/json" = "{\"statusCode\": 204}" }

      responses = {
        default = merge({
          statusCode         = "204"
          responseParameters = { for name, value in local.mock_lines : "method.response.header.${name}" => "'${value}'" }
          }, local.compares ? {
          responseTemplates = { "application/json" = local.velocity }
        } : {})
      }
    }
  }
}

# The routes, and one for preflights on each path: without authorizer and API key, since browsers send preflights without them.
locals {
  given = {
    for route, function in var.routes : route => {
      method = split(" ", route)[0]
      path   = split(" ", route)[1]
      uri    = var.invoke_arns[function]
    }
  }

  paths = distinct([for route in values(local.given) : route.path])

  # Where an HTTP API responds to preflights itself, only a route that takes every method would keep them from it.
  needs_preflight = {
    for path in local.paths : path => !contains(keys(local.given), "OPTIONS ${path}") && (!local.http_cors || contains(keys(local.given), "ANY ${path}"))
  }

  payload = local.rest ? {} : { payloadFormatVersion = "2.0" }

  operations = {
    for path in local.paths : path => merge(
      {
        for route, its in local.given : its.method == "ANY" ? "x-amazon-apigateway-any-method" : lower(its.method) => merge(
          {
            parameters = [
              for name in regexall("{([^}+]+)[+]?}", path) : { name = name[0], in = "path", required = true, schema = { type = "string" } }
            ]
            responses = {}
            "x-amazon-apigateway-integration" = merge({
              type       = "aws_proxy"
              httpMethod = "POST"
              uri        = its.uri
            }, local.payload)
          },
          contains(keys(var.security), route) && its.method != "OPTIONS" ? { security = [var.security[route]] } : {},
        ) if its.path == path
      },
      local.needs_preflight[path] && local.mocks ? { options = local.mock } : {},
      {
        for need in local.needs_preflight[path] && !local.mocks ? ["options"] : [] : need => {
          responses = {}
          "x-amazon-apigateway-integration" = merge({
            type       = "aws_proxy"
            httpMethod = "POST"
            uri        = [for its in values(local.given) : its.uri if its.path == path][0]
          }, local.payload)
        }
      },
    )
  }
}

# Errors that a REST API makes itself never pass through a function. A gateway response has one fixed value: with several origins the
# pages of one can read them. method.request.header.Origin in its place would let every page on the web read them.
locals {
  error_origins = local.any_origin ? ["*"] : var.error_origin != null ? [var.error_origin] : slice(local.exact, 0, min(1, length(local.exact)))
  error_lines   = { for origin in local.error_origins : "Access-Control-Allow-Origin" => origin }

  gateway_responses = {
    for type in length(local.error_origins) > 0 ? ["DEFAULT_4XX", "DEFAULT_5XX"] : [] : type => {
      responseParameters = {
        for name, value in merge(local.error_lines, local.credentials) : "gatewayresponse.header.${name}" => "'${value}'"
      }
    }
  }

  cors = merge(
    {
      allowOrigins     = var.policy.allowed_origins
      allowCredentials = var.policy.allow_credentials
      allowMethods     = local.methods
    },
    length(local.headers) == 0 ? {} : { allowHeaders = local.headers },
    length(local.exposed) == 0 ? {} : { exposeHeaders = local.exposed },
    { for seconds in local.max_age : "maxAge" => min(seconds, 86400) },
  )

  document = merge(
    {
      openapi = "3.0.1"
      info    = { title = var.name, version = "1.0" }
      paths   = local.operations
    },
    local.http_cors ? { "x-amazon-apigateway-cors" = local.cors } : {},
    local.rest ? { "x-amazon-apigateway-gateway-responses" = local.gateway_responses } : {},
    length(keys(var.security_schemes)) == 0 ? {} : { components = { securitySchemes = var.security_schemes } },
  )
}

output "json" {
  description = "The document, as JSON."
  value       = jsonencode(local.document)
}
