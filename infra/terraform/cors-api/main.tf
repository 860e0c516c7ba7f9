terraform {
  required_version = ">= 1.3"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

locals {
  rest = var.front == "rest"

  # The variables of Corsac's handler, for the functions.
  environment = merge(
    { ALLOWED_ORIGINS = join(" ", var.policy.allowed_origins) },
    var.policy.allow_credentials ? { ALLOW_CREDENTIALS = "true" } : {},
    length(var.policy.allowed_methods) == 0 ? {} : { ALLOWED_METHODS = join(" ", var.policy.allowed_methods) },
    length(var.policy.allowed_headers) == 0 ? {} : { ALLOWED_HEADERS = join(" ", var.policy.allowed_headers) },
    length(var.policy.exposed_headers) == 0 ? {} : { EXPOSED_HEADERS = join(" ", var.policy.exposed_headers) },
    var.policy.max_age_seconds == null ? {} : { MAX_AGE_SECONDS = tostring(var.policy.max_age_seconds) },
    var.policy.dangerously_allow_insecure_origins ? { DANGEROUSLY_ALLOW_INSECURE_ORIGINS = "true" } : {},
  )
}

module "document" {
  source = "./modules/document"

  name             = var.name
  front            = var.front
  preflights       = var.preflights != null ? var.preflights : local.rest ? "function" : "front"
  policy           = var.policy
  routes           = var.routes
  invoke_arns      = { for name, function in var.functions : name => function.invoke_arn }
  security         = var.security
  security_schemes = var.security_schemes
  error_origin     = var.error_origin
}

resource "aws_api_gateway_rest_api" "api" {
  count = local.rest ? 1 : 0

  name = var.name
  body = module.document.json

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

# A change reaches no caller before it is deployed.
resource "aws_api_gateway_deployment" "api" {
  count = local.rest ? 1 : 0

  rest_api_id = aws_api_gateway_rest_api.api[0].id

  triggers = {
    redeployment = sha1(module.document.json)
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_stage" "api" {
  count = local.rest ? 1 : 0

  rest_api_id   = aws_api_gateway_rest_api.api[0].id
  deployment_id = aws_api_gateway_deployment.api[0].id
  stage_name    = var.stage
}

resource "aws_apigatewayv2_api" "api" {
  count = local.rest ? 0 : 1

  name          = var.name
  protocol_type = "HTTP"
  body          = module.document.json
}

resource "aws_apigatewayv2_stage" "api" {
  count = local.rest ? 0 : 1

  api_id      = aws_apigatewayv2_api.api[0].id
  name        = "$default"
  auto_deploy = true
}

resource "aws_lambda_permission" "api" {
  for_each = var.functions

  statement_id  = "${var.name}-api"
  action        = "lambda:InvokeFunction"
  function_name = each.value.function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${local.rest ? aws_api_gateway_rest_api.api[0].execution_arn : aws_apigatewayv2_api.api[0].execution_arn}/*"
}
