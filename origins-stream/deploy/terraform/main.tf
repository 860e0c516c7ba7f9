# A table of allowed origins, and the function that keeps a snapshot of it in S3.

terraform {
  required_version = ">= 1.3"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

variable "package" {
  description = "Zip with corsac-origins-stream and what it needs in lib/."
  type        = string
}

resource "aws_dynamodb_table" "origins" {
  name         = "allowed-origins"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "tenant"
  range_key    = "origin"

  # A record only names its item: the function reads the item itself.
  stream_enabled   = true
  stream_view_type = "KEYS_ONLY"

  attribute {
    name = "tenant"
    type = "S"
  }

  attribute {
    name = "origin"
    type = "S"
  }

  point_in_time_recovery {
    enabled = true
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_s3_bucket" "snapshots" {
  bucket_prefix = "allowed-origins-"
}

resource "aws_s3_bucket_public_access_block" "snapshots" {
  bucket                  = aws_s3_bucket.snapshots.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# Records that have failed for a day; the table has the truth, so "rebuild" makes up for them.
resource "aws_sqs_queue" "failed" {
  name_prefix               = "allowed-origins-failed-"
  message_retention_seconds = 1209600
}

resource "aws_iam_role" "snapshot" {
  name_prefix = "allowed-origins-"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "snapshot" {
  role = aws_iam_role.snapshot.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["dynamodb:Scan", "dynamodb:BatchGetItem", "dynamodb:UpdateItem"]
        Resource = aws_dynamodb_table.origins.arn
      },
      {
        Effect   = "Allow"
        Action   = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"]
        Resource = aws_dynamodb_table.origins.stream_arn
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]
        Resource = "${aws_s3_bucket.snapshots.arn}/origins/*"
      },
      {
        Effect   = "Allow"
        Action   = "s3:ListBucket"
        Resource = aws_s3_bucket.snapshots.arn
      },
      {
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.failed.arn
      },
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "*"
      },
    ]
  })
}

resource "aws_lambda_function" "snapshot" {
  function_name    = "allowed-origins-snapshot"
  role             = aws_iam_role.snapshot.arn
  filename         = var.package
  source_code_hash = filebase64sha256(var.package)
  handler          = "dev.corsac.origins.stream.SnapshotFunction"
  runtime          = "java21"
  architectures    = ["arm64"]

  # Both matter for a rebuild of a million origins only.
  memory_size = 1024
  timeout     = 300

  # One at a time, so that no two write the same snapshot; the write is conditional all the same.
  reserved_concurrent_executions = 1

  environment {
    variables = {
      CORSAC_TABLE       = aws_dynamodb_table.origins.name
      CORSAC_BUCKET      = aws_s3_bucket.snapshots.bucket
      CORSAC_CREDENTIALS = "true"
    }
  }
}

resource "aws_lambda_event_source_mapping" "changes" {
  event_source_arn                   = aws_dynamodb_table.origins.stream_arn
  function_name                      = aws_lambda_function.snapshot.arn
  starting_position                  = "TRIM_HORIZON"
  batch_size                         = 1000
  maximum_batching_window_in_seconds = 1
  maximum_record_age_in_seconds      = 86400

  destination_config {
    on_failure {
      destination_arn = aws_sqs_queue.failed.arn
    }
  }
}

output "table" {
  value = aws_dynamodb_table.origins.name
}

output "bucket" {
  value = aws_s3_bucket.snapshots.bucket
}

output "function" {
  value = aws_lambda_function.snapshot.function_name
}
