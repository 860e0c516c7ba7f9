/**
 * The calls that this page can make. Each has a button.
 *
 * @typedef {object} Call
 * @property {string} id names the button, and its results
 * @property {"catalog" | "account"} group the function it goes to
 * @property {string} name
 * @property {string} method
 * @property {string} path as the button shows it
 * @property {string} note what to look out for
 * @property {string} [needs] the call that is made first, if its answer is not at hand
 * @property {(state: State) => {path?: string, json?: object}} [prepare] what depends on earlier answers and the inputs
 * @property {(state: State, body: any) => void} [keep] keeps what later calls need
 *
 * @typedef {{user: string, password: string, newName: string, token?: Held, invoice?: Held}} State
 * @typedef {{value: string, until: number}} Held something good until then (in milliseconds since 1970)
 */

/** @type {Call[]} */
export const calls = [
  {
    id: "catalog", group: "catalog", name: "Catalog", method: "GET", path: "/catalog",
    note: "For anyone, from any page. X-Total-Count is readable, because the function exposes it.",
  },
  {
    id: "token", group: "catalog", name: "Get a token", method: "POST", path: "/catalog/token",
    note: "Demo sign-in: user and password for a token of ten minutes. JSON makes the browser ask first.",
    prepare: (state) => ({ json: { user: state.user, password: state.password } }),
    keep: (state, body) => {
      state.token = { value: body.token, until: Date.now() + body.expiresInSeconds * 1000 };
      state.invoice = undefined;
    },
  },
  {
    id: "orders", group: "catalog", name: "Orders with a token", method: "GET", path: "/catalog/orders?token=…",
    note: "The token in the query says who calls. No cookie, no header, so no preflight.",
    needs: "token",
    prepare: (state) => ({ path: `/catalog/orders?token=${encodeURIComponent(held(state.token))}` }),
    keep: (state, body) => {
      const path = body.orders[0]?.invoice;
      state.invoice = path && { value: path, until: Number(new URL(path, location.href).searchParams.get("expires")) * 1000 };
    },
  },
  {
    id: "orders-bad-token", group: "catalog", name: "Orders with a forged token", method: "GET", path: "/catalog/orders?token=…",
    note: "Unsigned, in Grace’s name. 401, and the page can read it: errors carry the CORS headers too.",
    prepare: () => ({ path: `/catalog/orders?token=${unsignedToken({ sub: "grace" })}` }),
  },
  {
    id: "invoice", group: "catalog", name: "Invoice by its signed URL", method: "GET", path: "/catalog/invoice?…&signature=…",
    note: "Comes with the orders. Good for five minutes, for whoever holds it.",
    needs: "orders",
    prepare: (state) => ({ path: held(state.invoice) }),
  },
  {
    id: "invoice-tampered", group: "catalog", name: "Another’s invoice", method: "GET", path: "/catalog/invoice?order=1003…",
    note: "The same URL with another order. 403, readable: the signature covers the query.",
    needs: "orders",
    prepare: (state) => ({ path: held(state.invoice).replace(/order=[^&]*/, "order=1003") }),
  },
  {
    id: "sign-in", group: "account", name: "Sign in", method: "POST", path: "/account/session",
    note: "Sets the cookie, if credentials are included and the browser takes it. HttpOnly: no script sees it.",
    prepare: (state) => ({ json: { user: state.user, password: state.password } }),
  },
  {
    id: "me", group: "account", name: "Who am I?", method: "GET", path: "/account/me",
    note: "The user, or nobody: without a cookie this is a normal answer, not an error.",
  },
  {
    id: "update-me", group: "account", name: "Change my name", method: "PUT", path: "/account/me",
    note: "PUT and JSON: two reasons for the browser to ask first.",
    prepare: (state) => ({ json: { name: state.newName } }),
  },
  {
    id: "sign-out", group: "account", name: "Sign out", method: "DELETE", path: "/account/session",
    note: "Takes the cookie back. 204: an answer without a body.",
  },
  {
    id: "fail", group: "account", name: "Fail", method: "GET", path: "/account/fail",
    note: "The function throws. The page still reads a 500, not a CORS error.",
  },
];

/** @param {Held | undefined} thing */
function held(thing) {
  return thing?.value ?? "";
}

/** What a forger can make without the key: a token that says of itself that it needs no signature. */
function unsignedToken(claims) {
  const part = (json) => btoa(JSON.stringify(json)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  return `${part({ alg: "none" })}.${part(claims)}.`;
}
