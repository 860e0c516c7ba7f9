locals {
  cloudfront_origin = "https://${aws_cloudfront_distribution.page.domain_name}"
  website_origins   = [for website in aws_s3_bucket_website_configuration.page : "http://${website.website_endpoint}"]

  # An S3 website endpoint has no https. Anyone on the network between it and a visitor can change the page, and the changed
  # page acts for the user, with the user's cookie. CloudFront has https: with website = false this switch is off.
  insecure_origins = { for origin in local.website_origins : "DANGEROUSLY_ALLOW_INSECURE_ORIGINS" => "true" }

  functions = {
    catalog = {
      handler = "dev.corsac.example.shop.CatalogFunction"
      environment = {
        TOKEN_KEY  = var.token_key
        URL_KEY    = var.url_key
        DEMO_USERS = var.demo_users
      }
    }

    account = {
      handler = "dev.corsac.example.shop.AccountFunction"
      environment = merge(local.insecure_origins, {
        # The pages' own addresses, not copies of them: an origin has no slash at its end.
        ALLOWED_ORIGINS   = join(" ", concat([local.cloudfront_origin], local.website_origins))
        ALLOW_CREDENTIALS = "true"
        ALLOWED_METHODS   = "PUT DELETE"
        ALLOWED_HEADERS   = "Content-Type"
        MAX_AGE_SECONDS   = "600"

        SESSION_KEY = var.session_key
        DEMO_USERS  = var.demo_users
      })
    }
  }
}

data "aws_iam_policy_document" "lambda_assumes" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "function" {
  for_each = local.functions

  name               = "${var.name}-${each.key}"
  assume_role_policy = data.aws_iam_policy_document.lambda_assumes.json
}

resource "aws_iam_role_policy_attachment" "logs" {
  for_each = local.functions

  role       = aws_iam_role.function[each.key].name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}

resource "aws_cloudwatch_log_group" "function" {
  for_each = local.functions

  name              = "/aws/lambda/${var.name}-${each.key}"
  retention_in_days = 14
}

resource "aws_lambda_function" "shop" {
  for_each = local.functions

  function_name    = "${var.name}-${each.key}"
  role             = aws_iam_role.function[each.key].arn
  runtime          = "java21"
  architectures    = ["arm64"]
  handler          = each.value.handler
  filename         = var.function_archive
  source_code_hash = filebase64sha256(var.function_archive)
  memory_size      = 1024
  timeout          = 15

  environment {
    variables = each.value.environment
  }

  depends_on = [aws_cloudwatch_log_group.function]
}

resource "aws_lambda_permission" "api" {
  for_each = local.functions

  statement_id  = "api-gateway"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.shop[each.key].function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_api_gateway_rest_api.shop.execution_arn}/*"
}
