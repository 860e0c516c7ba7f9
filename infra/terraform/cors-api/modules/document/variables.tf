variable "name" {
  description = "What the API is called."
  type        = string
}

variable "front" {
  description = "rest or http."
  type        = string
}

variable "preflights" {
  description = "What responds to preflights: function, or front (a MOCK integration of a REST API, the CORS configuration of an HTTP API)."
  type        = string
}

variable "policy" {
  description = "The policy."

  type = object({
    allowed_origins   = list(string)
    allow_credentials = bool
    allowed_methods   = list(string)
    allowed_headers   = list(string)
    exposed_headers   = list(string)
    max_age_seconds   = number
  })
}

variable "routes" {
  description = "The functions' names by route."
  type        = map(string)
}

variable "invoke_arns" {
  description = "The functions' invoke ARNs by name."
  type        = map(string)
}

variable "security" {
  description = "What routes ask for, by route: an OpenAPI security requirement object."
  type        = any
}

variable "security_schemes" {
  description = "OpenAPI security schemes: authorizers, API keys, signatures."
  type        = any
}

variable "error_origin" {
  description = "The origin whose pages may read the errors that a REST API makes itself; null for the first one without a wildcard."
  type        = string
}
