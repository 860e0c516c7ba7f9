output "environment" {
  description = "The policy's environment variables, for the functions."
  value       = local.environment
}

output "invoke_url" {
  description = "Where pages call the API."
  value       = local.rest ? aws_api_gateway_stage.api[0].invoke_url : aws_apigatewayv2_api.api[0].api_endpoint
}

output "redeployment" {
  description = "Changes when a REST API is deployed again."
  value       = sha1(module.document.json)
}

output "document" {
  description = "The API's OpenAPI document, as JSON."
  value       = module.document.json
}
