/**
 * @typedef {{method: string, url: string, headers: Record<string, string>, credentials: RequestCredentials, body?: string}} Sent
 * @typedef {{status: number, statusText: string, headers: [string, string][], body: string}} Answer
 */

/**
 * Makes one call and gives all that a script can learn of it: the answer, or the error.
 *
 * @param {Sent} sent
 * @returns {Promise<{answer?: Answer, error?: Error, milliseconds: number}>}
 */
export async function exchange(sent) {
  const start = performance.now();
  try {
    const { url, ...options } = sent;
    const response = await fetch(url, options);
    const body = await response.text();
    return {
      answer: { status: response.status, statusText: response.statusText, headers: [...response.headers], body },
      milliseconds: performance.now() - start,
    };
  } catch (error) {
    return { error, milliseconds: performance.now() - start };
  }
}

/** The call as one would write it. @param {Sent} sent */
export function asCode(sent) {
  const options = [];
  if (sent.method !== "GET") {
    options.push(`method: ${JSON.stringify(sent.method)}`);
  }
  if (sent.credentials !== "same-origin") {
    options.push(`credentials: ${JSON.stringify(sent.credentials)}`);
  }
  if (Object.keys(sent.headers).length > 0) {
    const headers = Object.entries(sent.headers).map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`);
    options.push(`headers: { ${headers.join(", ")} }`);
  }
  if (sent.body !== undefined) {
    options.push(`body: ${JSON.stringify(sent.body)}`);
  }
  const url = JSON.stringify(sent.url);
  return options.length === 0 ? `fetch(${url})` : `fetch(${url}, {\n  ${options.join(",\n  ")}\n})`;
}
