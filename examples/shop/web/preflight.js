/**
 * Whether a browser asks the server first, with an OPTIONS request, before it makes this call, and why.
 * The rules are the Fetch Standard's: "CORS-safelisted method" and "CORS-safelisted request-header", as far as
 * this page's calls need them.
 *
 * @param {string} method
 * @param {Record<string, string>} headers those that the script sets
 * @returns {string[]} the reasons for a preflight; none, no preflight
 */
export function preflightReasons(method, headers) {
  const reasons = [];
  if (!["GET", "HEAD", "POST"].includes(method)) {
    reasons.push(`${method} is not GET, HEAD or POST`);
  }
  for (const [name, value] of Object.entries(headers)) {
    if (name.toLowerCase() !== "content-type") {
      reasons.push(`the header ${name} is not one that any page may set`);
    } else if (!FORM_TYPES.includes(value.split(";")[0].trim().toLowerCase())) {
      reasons.push(`the Content-Type ${value} is not one that an HTML form can send`);
    }
  }
  return reasons;
}

const FORM_TYPES = ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"];
