variable "region" {
  description = "Where the shop runs."
  type        = string
  default     = "eu-central-1"
}

variable "name" {
  description = "Begins the name of everything here. The bucket's name is made of it too, so it has lower-case letters, digits and hyphens."
  type        = string
  default     = "corsac-shop"
}

variable "website" {
  description = "Whether the bucket's website endpoint serves the page too, over http and to anonymous visitors."
  type        = bool
  default     = true
}

variable "function_archive" {
  description = "The functions as Maven packs them: mvn -DskipTests verify."
  type        = string
  default     = "../../target/shop-function.jar"
}

# The keys end up in Terraform's state and in the functions' environment: enough for a demonstration. Elsewhere a
# function reads them from a secret store when it starts.

variable "token_key" {
  description = "Signs the catalog's tokens: 32 bytes or more, from: openssl rand -base64 48"
  type        = string
  sensitive   = true
}

variable "url_key" {
  description = "Signs the catalog's invoice URLs: 32 bytes or more."
  type        = string
  sensitive   = true
}

variable "session_key" {
  description = "Signs the account's session cookies: 32 bytes or more."
  type        = string
  sensitive   = true
}

variable "demo_users" {
  description = "Who may sign in: name:password, with spaces between. The orders are ada's and grace's."
  type        = string
  sensitive   = true
}
