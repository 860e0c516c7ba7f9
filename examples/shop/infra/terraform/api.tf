# One REST API: /catalog and all below it goes to the catalog function, /account and all below it to the account
# function. Lambda proxy integration: the functions themselves send the CORS headers, and respond to preflights.
#
# The module adds what people forget: a route for preflights on every path, and CORS headers on the errors that API Gateway
# makes itself (a function too slow, a call too many). Those hold for the whole API, whatever the path, so:
# - "*" will not do: the account's calls have credentials, and browsers refuse "*" for those;
# - method.request.header.origin would send back whatever origin asks, with credentials: what every scanner of CORS
#   configurations reports, and rightly as soon as an authorizer's response depends on the caller. It also finds the
#   header in one spelling only, and browsers have two (HTTP/1.1: Origin, HTTP/2: origin);
# - a value can be one origin, not a list.
# So the page on CloudFront can read them, and to pages elsewhere they stay CORS errors. 413 cannot have the headers.

module "api" {
  source = "../../../../infra/terraform/cors-api"

  name = var.name

  # The account's policy. The catalog's is in its code.
  policy = {
    # The pages' own addresses, not copies of them: an origin has no slash at its end.
    allowed_origins   = concat([local.cloudfront_origin], local.website_origins)
    allow_credentials = true
    allowed_methods   = ["PUT", "DELETE"]
    allowed_headers   = ["Content-Type"]
    max_age_seconds   = 600

    # An S3 website endpoint has no https. Anyone on the network between it and a visitor can change the page, and the changed
    # page acts for the user, with the user's cookie. CloudFront has https: with website = false this switch is off.
    dangerously_allow_insecure_origins = var.website
  }

  error_origin = local.cloudfront_origin

  functions = {
    for name in keys(local.functions) : name => {
      function_name = aws_lambda_function.shop[name].function_name
      invoke_arn    = aws_lambda_function.shop[name].invoke_arn
    }
  }

  routes = {
    "ANY /catalog"          = "catalog"
    "ANY /catalog/{proxy+}" = "catalog"
    "ANY /account"          = "account"
    "ANY /account/{proxy+}" = "account"
  }
}
