output "page" {
  description = "The page on CloudFront."
  value       = "${local.cloudfront_origin}/"
}

output "page_at_website_endpoint" {
  description = "The same page at the bucket's website endpoint; null without one."
  value       = one([for origin in local.website_origins : "${origin}/"])
}

output "api" {
  description = "The API that both call."
  value       = module.api.invoke_url
}

output "allowed_origins" {
  description = "What the account function compares Origin with."
  value       = module.api.environment.ALLOWED_ORIGINS
}

output "deployment_trigger" {
  description = "Changes when the API is deployed again."
  value       = module.api.redeployment
}
