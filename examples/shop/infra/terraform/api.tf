# One REST API: /catalog and all below it goes to the catalog function, /account and all below it to the account
# function. Lambda proxy integration: the functions themselves send the CORS headers, and answer preflights.

resource "aws_api_gateway_rest_api" "shop" {
  name = var.name

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

resource "aws_api_gateway_resource" "function" {
  for_each = local.functions

  rest_api_id = aws_api_gateway_rest_api.shop.id
  parent_id   = aws_api_gateway_rest_api.shop.root_resource_id
  path_part   = each.key
}

resource "aws_api_gateway_resource" "below" {
  for_each = local.functions

  rest_api_id = aws_api_gateway_rest_api.shop.id
  parent_id   = aws_api_gateway_resource.function[each.key].id
  path_part   = "{proxy+}"
}

locals {
  # ANY has OPTIONS in it. It is written out all the same: a browser sends a preflight without token and cookie, so an
  # authorizer that you add to ANY must not come before it.
  methods = merge([
    for function in keys(local.functions) : {
      for pair in setproduct(["/${function}", "/${function}/{proxy+}"], ["ANY", "OPTIONS"]) :
      "${pair[1]} ${pair[0]}" => {
        function = function
        method   = pair[1]
        resource = endswith(pair[0], "{proxy+}") ? aws_api_gateway_resource.below[function].id : aws_api_gateway_resource.function[function].id
      }
    }
  ]...)
}

resource "aws_api_gateway_method" "shop" {
  for_each = local.methods

  rest_api_id   = aws_api_gateway_rest_api.shop.id
  resource_id   = each.value.resource
  http_method   = each.value.method
  authorization = "NONE"
}

resource "aws_api_gateway_integration" "shop" {
  for_each = local.methods

  rest_api_id             = aws_api_gateway_rest_api.shop.id
  resource_id             = each.value.resource
  http_method             = aws_api_gateway_method.shop[each.key].http_method
  type                    = "AWS_PROXY"
  integration_http_method = "POST"
  uri                     = aws_lambda_function.shop[each.value.function].invoke_arn
}

# The errors that API Gateway makes itself (a function too slow, a call too many) never pass through a function. Without
# these headers a page sees them as CORS errors. They hold for the whole API, whatever the path, so:
# - "*" will not do: the account's calls have credentials, and browsers refuse "*" for those;
# - method.request.header.origin would send back whatever origin asks, with credentials: what every scanner of CORS
#   configurations reports, and rightly as soon as an authorizer's answer depends on the caller. It also finds the
#   header in one spelling only, and browsers have two (HTTP/1.1: Origin, HTTP/2: origin);
# - a value can be one origin, not a list.
# So the page on CloudFront can read them, and to pages elsewhere they stay CORS errors. A response of a more specific
# type, if you add one, needs the headers again: it hides these. 413 (REQUEST_TOO_LARGE) cannot have any.
resource "aws_api_gateway_gateway_response" "error" {
  for_each = toset(["DEFAULT_4XX", "DEFAULT_5XX"])

  rest_api_id   = aws_api_gateway_rest_api.shop.id
  response_type = each.value

  response_parameters = {
    "gatewayresponse.header.Access-Control-Allow-Origin"      = "'${local.cloudfront_origin}'"
    "gatewayresponse.header.Access-Control-Allow-Credentials" = "'true'"
  }
}

# A change reaches no caller before it is deployed, so each setting that the API consists of is in the trigger. Only those:
# hashing whole resources would deploy again at the next apply, since the provider fills in other attributes afterwards.
resource "aws_api_gateway_deployment" "shop" {
  rest_api_id = aws_api_gateway_rest_api.shop.id

  triggers = {
    redeployment = sha1(jsonencode([
      [for resource in concat(values(aws_api_gateway_resource.function), values(aws_api_gateway_resource.below)) :
      [resource.id, resource.parent_id, resource.path_part]],
      [for method in aws_api_gateway_method.shop :
      [method.resource_id, method.http_method, method.authorization, coalesce(method.authorizer_id, "none"), method.api_key_required == true]],
      [for integration in aws_api_gateway_integration.shop :
      [integration.resource_id, integration.http_method, integration.type, integration.uri]],
      [for response in aws_api_gateway_gateway_response.error :
      [response.response_type, response.response_parameters]],
    ]))
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_stage" "live" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  deployment_id = aws_api_gateway_deployment.shop.id
  stage_name    = "live"
}
