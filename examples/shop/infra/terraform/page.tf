# The page, in one bucket and at two addresses: CloudFront and, unless the variable website is false, the bucket's website
# endpoint, which speaks only http.

data "aws_caller_identity" "current" {}

resource "aws_s3_bucket" "page" {
  bucket = "${var.name}-page-${data.aws_caller_identity.current.account_id}"
}

resource "aws_s3_bucket_website_configuration" "page" {
  count = var.website ? 1 : 0

  bucket = aws_s3_bucket.page.id

  index_document {
    suffix = "index.html"
  }

  error_document {
    key = "error.html"
  }
}

# The website endpoint's visitors are anonymous, so its policy is public.
resource "aws_s3_bucket_public_access_block" "page" {
  bucket = aws_s3_bucket.page.id

  block_public_acls       = true
  ignore_public_acls      = true
  block_public_policy     = !var.website
  restrict_public_buckets = !var.website
}

data "aws_iam_policy_document" "page" {
  dynamic "statement" {
    for_each = var.website ? ["AnyoneAtTheWebsiteEndpoint"] : []

    content {
      sid       = statement.value
      actions   = ["s3:GetObject"]
      resources = ["${aws_s3_bucket.page.arn}/*"]

      principals {
        type        = "*"
        identifiers = ["*"]
      }
    }
  }

  statement {
    sid       = "CloudFront"
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.page.arn}/*"]

    principals {
      type        = "Service"
      identifiers = ["cloudfront.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "AWS:SourceArn"
      values   = [aws_cloudfront_distribution.page.arn]
    }
  }
}

resource "aws_s3_bucket_policy" "page" {
  bucket     = aws_s3_bucket.page.id
  policy     = data.aws_iam_policy_document.page.json
  depends_on = [aws_s3_bucket_public_access_block.page]
}

resource "aws_cloudfront_origin_access_control" "page" {
  name                              = "${var.name}-page"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_distribution" "page" {
  comment             = "${var.name}: the page"
  enabled             = true
  default_root_object = "index.html"
  price_class         = "PriceClass_100"

  origin {
    origin_id                = "page"
    domain_name              = aws_s3_bucket.page.bucket_regional_domain_name
    origin_access_control_id = aws_cloudfront_origin_access_control.page.id
  }

  default_cache_behavior {
    target_origin_id           = "page"
    allowed_methods            = ["GET", "HEAD"]
    cached_methods             = ["GET", "HEAD"]
    viewer_protocol_policy     = "redirect-to-https"
    compress                   = true
    cache_policy_id            = "658327ea-f89d-4fab-a63d-7e88639e58f6" # Managed-CachingOptimized
    response_headers_policy_id = "67f7725c-6f97-4210-82d7-5512b31e9d03" # Managed-SecurityHeadersPolicy
  }

  # Who may not list a bucket gets 403 for what is not in it.
  dynamic "custom_error_response" {
    for_each = [403, 404]

    content {
      error_code         = custom_error_response.value
      response_code      = 404
      response_page_path = "/error.html"
    }
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    cloudfront_default_certificate = true
  }
}

locals {
  web = "${path.module}/../../web"

  # By the name's ending; a file of another kind is stored as S3 stores what it does not know.
  content_types = {
    css   = "text/css"
    html  = "text/html; charset=utf-8"
    ico   = "image/vnd.microsoft.icon"
    jpg   = "image/jpeg"
    js    = "text/javascript"
    json  = "application/json"
    map   = "application/json"
    mjs   = "text/javascript"
    png   = "image/png"
    svg   = "image/svg+xml"
    txt   = "text/plain; charset=utf-8"
    wasm  = "application/wasm"
    webp  = "image/webp"
    woff2 = "font/woff2"
  }
}

resource "aws_s3_object" "page" {
  for_each = toset([for file in fileset(local.web, "**") : file if file != "config.json"])

  bucket        = aws_s3_bucket.page.id
  key           = each.value
  source        = "${local.web}/${each.value}"
  source_hash   = filemd5("${local.web}/${each.value}")
  content_type  = lookup(local.content_types, lower(reverse(split(".", each.value))[0]), "binary/octet-stream")
  cache_control = "no-cache"
}

# What the page cannot know from its own code: where the API is.
resource "aws_s3_object" "config" {
  bucket        = aws_s3_bucket.page.id
  key           = "config.json"
  content_type  = "application/json"
  cache_control = "no-cache"

  content = jsonencode({
    apis = [{ name = "API Gateway", url = module.api.invoke_url }]
    pages = concat(
      [{ name = "the CloudFront page", url = "${local.cloudfront_origin}/" }],
      [for origin in local.website_origins : { name = "the S3 website page", url = "${origin}/" }],
    )
    # The page fills in no user and no password.
    demo = {}
  })
}
