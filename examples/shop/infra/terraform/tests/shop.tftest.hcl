# terraform test: plans and applies against a provider that makes things up instead of calling AWS.

mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }

  mock_data "aws_iam_policy_document" {
    defaults = { json = "{\"Version\":\"2012-10-17\",\"Statement\":[]}" }
  }

  mock_resource "aws_s3_bucket" {
    defaults = {
      arn                         = "arn:aws:s3:::corsac-shop-page-123456789012"
      bucket_regional_domain_name = "corsac-shop-page-123456789012.s3.eu-central-1.amazonaws.com"
    }
  }

  mock_resource "aws_s3_bucket_website_configuration" {
    defaults = { website_endpoint = "corsac-shop-page-123456789012.s3-website.eu-central-1.amazonaws.com" }
  }

  mock_resource "aws_cloudfront_distribution" {
    defaults = {
      arn         = "arn:aws:cloudfront::123456789012:distribution/E1"
      domain_name = "d111111abcdef8.cloudfront.net"
    }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/corsac-shop" }
  }

  mock_resource "aws_lambda_function" {
    defaults = {
      invoke_arn = "arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-central-1:123456789012:function:corsac-shop/invocations"
    }
  }

  mock_resource "aws_api_gateway_rest_api" {
    defaults = { execution_arn = "arn:aws:execute-api:eu-central-1:123456789012:abcdef1234" }
  }

  mock_resource "aws_api_gateway_stage" {
    defaults = { invoke_url = "https://abcdef1234.execute-api.eu-central-1.amazonaws.com/live" }
  }
}

variables {
  function_archive = "./tests/shop.tftest.hcl" # any file will do
  token_key        = "0123456789abcdef0123456789abcdef"
  url_key          = "0123456789abcdef0123456789abcdef"
  session_key      = "0123456789abcdef0123456789abcdef"
  demo_users       = "ada:lovelace"
}

run "shop" {
  command = apply

  assert {
    condition     = output.allowed_origins == "https://d111111abcdef8.cloudfront.net http://corsac-shop-page-123456789012.s3-website.eu-central-1.amazonaws.com"
    error_message = "The allowed origins are not the two addresses of the page: ${output.allowed_origins}"
  }

  assert {
    condition     = aws_lambda_function.shop["account"].environment[0].variables.ALLOWED_ORIGINS == output.allowed_origins
    error_message = "The account function gets other origins than the output says."
  }

  assert {
    condition = alltrue([
      for path in ["/catalog", "/catalog/{proxy+}", "/account", "/account/{proxy+}"] :
      !contains(keys(jsondecode(module.api.document).paths[path].options), "security") &&
      jsondecode(module.api.document).paths[path].options["x-amazon-apigateway-integration"].type == "aws_proxy"
    ])
    error_message = "A preflight does not reach its function."
  }

  assert {
    condition     = jsondecode(module.api.document)["x-amazon-apigateway-gateway-responses"].DEFAULT_5XX.responseParameters["gatewayresponse.header.Access-Control-Allow-Origin"] == "'https://d111111abcdef8.cloudfront.net'"
    error_message = "API Gateway's own errors do not name the page's origin, in single quotes."
  }

  assert {
    condition     = jsondecode(aws_s3_object.config.content).apis[0].url == "https://abcdef1234.execute-api.eu-central-1.amazonaws.com/live"
    error_message = "The page does not learn where the API is."
  }

  assert {
    condition     = length(jsondecode(aws_s3_object.config.content).pages) == 2
    error_message = "The page does not name both of its addresses."
  }

  assert {
    condition     = aws_lambda_function.shop["account"].environment[0].variables.DANGEROUSLY_ALLOW_INSECURE_ORIGINS == "true"
    error_message = "The account function would refuse the website endpoint's http origin."
  }

  assert {
    condition     = !contains(keys(aws_s3_object.page), "config.json") && contains(keys(aws_s3_object.page), "index.html")
    error_message = "The bucket gets the folder's config.json, which is for a local server."
  }
}

run "without_the_website_endpoint" {
  command = apply

  variables {
    website = false
  }

  assert {
    condition     = output.allowed_origins == "https://d111111abcdef8.cloudfront.net" && output.page_at_website_endpoint == null
    error_message = "Without the website endpoint, only CloudFront's origin is allowed: ${output.allowed_origins}"
  }

  assert {
    condition     = !contains(keys(aws_lambda_function.shop["account"].environment[0].variables), "DANGEROUSLY_ALLOW_INSECURE_ORIGINS")
    error_message = "Nothing needs the switch for http origins, and it is on."
  }

  assert {
    condition     = aws_s3_bucket_public_access_block.page.block_public_policy && aws_s3_bucket_public_access_block.page.restrict_public_buckets
    error_message = "The bucket may still be public."
  }
}

# Nothing has changed since the run before: the API is not deployed again.
run "again" {
  command = plan

  variables {
    website = false
  }

  assert {
    condition     = output.deployment_trigger == run.without_the_website_endpoint.deployment_trigger
    error_message = "A second apply deploys the API although nothing has changed."
  }
}
