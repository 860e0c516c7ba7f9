locals {
  cloudfront_origin = "https://${aws_cloudfront_distribution.page.domain_name}"
  website_origins   = [for website in aws_s3_bucket_website_configuration.page : "http://${website.website_endpoint}"]

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
      environment = merge(module.api.environment, {
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
