variable "name" {
  description = "What the API is called."
  type        = string
}

variable "front" {
  description = "rest for a REST API, http for an HTTP API."
  type        = string
  default     = "rest"

  validation {
    condition     = contains(["rest", "http"], var.front)
    error_message = "The front is rest or http."
  }
}

variable "policy" {
  description = "The policy, as the functions have it in their environment."

  type = object({
    allowed_origins                    = list(string)
    allow_credentials                  = optional(bool, false)
    allowed_methods                    = optional(list(string), [])
    allowed_headers                    = optional(list(string), [])
    exposed_headers                    = optional(list(string), [])
    max_age_seconds                    = optional(number)
    dangerously_allow_insecure_origins = optional(bool, false)
  })

  validation {
    condition     = length(var.policy.allowed_origins) > 0
    error_message = "The policy needs origins: those of the pages, or \"*\"."
  }

  validation {
    condition     = !contains(var.policy.allowed_origins, "*") || (length(var.policy.allowed_origins) == 1 && !var.policy.allow_credentials)
    error_message = "\"*\" must be the only origin, and cannot be combined with credentials: browsers refuse that."
  }

  validation {
    condition     = alltrue([for origin in var.policy.allowed_origins : origin == "*" || length(regexall("^[a-z][a-z0-9+.-]*://[^/\\s]+$", origin)) > 0])
    error_message = "An origin is scheme, host and port, without a path and a slash at its end: https://shop.example.com."
  }
}

variable "preflights" {
  description = "What responds to preflights: function, or front. An HTTP API does by default, where its configuration can be the policy."
  type        = string
  default     = null
}

variable "functions" {
  description = "The functions, by a name for each: attributes of aws_lambda_function."

  type = map(object({
    function_name = string
    invoke_arn    = string
  }))
}

variable "routes" {
  description = "The functions' names by route: { \"GET /orders/{id}\" = \"orders\" }. ANY takes every method."
  type        = map(string)
}

variable "security" {
  description = "What routes ask for, by route: { \"GET /orders/{id}\" = { tokens = [] } }, with names of security_schemes."
  type        = any
  default     = {}
}

variable "security_schemes" {
  description = "OpenAPI security schemes with API Gateway's extensions: authorizers, API keys, signatures."
  type        = any
  default     = {}
}

variable "error_origin" {
  description = "The origin whose pages may read the errors that a REST API makes itself: AWS takes one."
  type        = string
  default     = null
}

variable "stage" {
  description = "A REST API's stage."
  type        = string
  default     = "live"
}
