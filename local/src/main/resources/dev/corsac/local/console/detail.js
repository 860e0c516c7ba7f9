// One call in full.

import { duration, sequence } from "./sequence.js";

export function h(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key === "on") {
      for (const [type, listener] of Object.entries(value)) {
        element.addEventListener(type, listener);
      }
    } else if (value === true) {
      element.setAttribute(key, "");
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(key, value);
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export const WORDS = {
  allowed: "The script gets the response",
  blocked: "The browser keeps the response from the script",
  depends: "It depends on the browser",
  absent: "The call has not come",
  pending: "Under way",
  plain: "CORS does not apply",
  unknown: "Not known",
};
const SIGNS = { allowed: "✓", blocked: "✗", depends: "~", absent: "…", pending: "…", plain: "·", unknown: "?" };

/** What is shown before there is anything. */
export const EXAMPLE = {
  state: "blocked", origin: "https://shop.example.com", server: "https://api.example.com", place: "front", method: "PUT",
  preflightOnly: true, why: "",
  refusal: { preflight: true },
  exchanges: [{
    preflight: true, method: "OPTIONS", url: "https://api.example.com/cart", status: 403, madeBy: "the function cart",
    byFunction: true, function: "cart", functionTook: 3.2,
    requestHeaders: [["origin", "https://shop.example.com"], ["access-control-request-method", "PUT"]],
    responseHeaders: [["vary", "Origin"]],
  }],
};

/** Fills the section; the actions are what its buttons do. */
export function show(section, call, actions) {
  const figure = h("figure", { class: "sequence" });
  let drawn = 0;
  const draw = () => {
    const width = Math.round(figure.clientWidth);
    if (width > 0 && width !== drawn) {
      drawn = width;
      figure.replaceChildren(sequence(call, width));
    }
  };
  new ResizeObserver(draw).observe(figure);
  section.dataset.call = call.id;
  section.replaceChildren(
    head(call, actions),
    outcome(call),
    ...[fixes(call, actions)].filter(Boolean),
    figure,
    ...[browsers(call), cookies(call), exchanges(call)].filter(Boolean),
  );
  draw();
}

function head(call, actions) {
  const replayable = call.exchanges.every((each) => each.replayable);
  return h("div", { class: "head" },
    h("div", {},
      h("button", { type: "button", class: "quiet back", on: { click: actions.close } }, "← All calls"),
      h("h2", {}, `${call.method} ${call.target}`),
      h("p", { class: "line" },
        h("span", {}, call.origin ? ["from ", h("code", {}, call.origin)] : "from no page that says so"),
        h("span", {}, "to ", h("code", {}, call.server)),
        call.seen && h("span", {}, `by ${call.seen}`),
        call.credentials && h("span", {}, call.credentials === "include" ? "with credentials" : "without credentials"),
        call.replayOf > 0 && h("span", {}, "replayed"),
        call.replayOf < 0 && h("span", {}, "tried in the console"))),
    h("div", { class: "actions" },
      h("button", {
        type: "button", class: "quiet", "data-action": "replay", disabled: !replayable,
        title: replayable ? "Sends the same request again, through the front, without the browser" : "Its body was too long to be kept",
        on: { click: () => actions.replay(call) },
      }, "Replay", h("kbd", { "aria-hidden": "true" }, "r")),
      h("button", {
        type: "button", class: "quiet", "data-action": "curl", on: { click: () => actions.copy(call.curl, "The curl command") },
      }, "Copy as curl", h("kbd", { "aria-hidden": "true" }, "c")),
      h("button", {
        type: "button", class: "quiet", "data-action": "fetch", on: { click: () => actions.copy(asFetch(call), "The fetch call") },
      }, "Copy as fetch", h("kbd", { "aria-hidden": "true" }, "f"))));
}

/** Headers that the browser sets, and no script. */
const BROWSERS_OWN = /^(accept|accept-encoding|accept-language|connection|content-length|cookie|dnt|host|origin|priority|referer|user-agent|sec-.*|access-control-request-.*)$/i;

/** The call as a page's script makes it. */
export function asFetch(call) {
  const actual = call.exchanges.find((each) => !each.preflight);
  const headers = Object.fromEntries((actual?.requestHeaders ?? []).filter(([name]) => !BROWSERS_OWN.test(name)));
  const options = { method: call.method, credentials: call.credentials === "include" ? "include" : "same-origin" };
  if (Object.keys(headers).length > 0) {
    options.headers = headers;
  }
  if (actual?.requestBody?.text) {
    options.body = actual.requestBody.text;
  }
  return `await fetch(${JSON.stringify((actual ?? call.exchanges[0]).url)}, ${JSON.stringify(options, null, 2)});`;
}

function outcome(call) {
  return h("div", { class: "outcome", "data-state": call.state },
    h("span", { class: "sign", "aria-hidden": "true" }, SIGNS[call.state]),
    h("strong", {}, call.state === "allowed" && call.status ? `${WORDS.allowed}, status ${call.status}` : WORDS[call.state]),
    call.signedOut && h("p", { "data-field": "signed-out" }, call.signedOut),
    call.why && h("p", { "data-field": "why" }, call.why),
    call.warning && call.warning !== call.why && h("p", { class: "warning", "data-field": "warning" }, call.warning),
    call.included && h("p", { class: "note", "data-field": "included" }, call.included),
    call.notes.filter((note) => note !== call.why).map((note) => h("p", { class: "note" }, note)));
}

function browsers(call) {
  if (call.outcomes.length === 0) {
    return null;
  }
  const engines = [...new Set(call.outcomes.map((each) => each.engine))];
  const modes = ["same-origin", "include"].filter((mode) => call.outcomes.some((each) => each.credentials === mode));
  const cell = (engine, mode) => {
    const outcome = call.outcomes.find((each) => each.engine === engine && each.credentials === mode);
    const words = outcome.outcome === "allowed"
      ? h("span", { class: "yes" }, outcome.type === "opaque" ? "✓ sent, nothing to read" : `✓ reads status ${outcome.status}`)
      : outcome.outcome === "blocked" ? h("span", { class: "no" }, "✗ blocked") : h("span", { class: "dunno" }, "? not known");
    return h("td", { "data-engine": engine, "data-credentials": mode, "data-outcome": outcome.outcome }, words);
  };
  // Only what a browser did write: nobody sees the console of one that did not make the call.
  const told = call.state === "blocked" && call.replayOf === 0 && call.outcomes.find((each) => each.console && each.engine === call.seen);
  const readable = call.outcomes.find((each) => each.readableHeaders);
  return h("section", {},
    h("h3", {}, "What the script gets"),
    h("table", { class: "table" },
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Browser"), modes.map((mode) => h("th", { scope: "col" },
        mode === "include" ? "with credentials: \"include\"" : "without credentials")))),
      h("tbody", {}, engines.map((engine) => h("tr", {},
        h("th", { scope: "row" }, engine, engine === call.seen && h("span", { class: "remark" }, " made this call")),
        modes.map((mode) => cell(engine, mode)))))),
    told && h("div", { class: "said" }, h("h3", {}, `What ${told.engine}’s console shows`), h("pre", { class: "bad", "data-field": "console" }, told.console.join("\n"))),
    !told && readable && h("p", { class: "remark" }, "Headers that the script can read: ",
      h("code", {}, readable.readableHeaders.join(", ") || "none")));
}

function fixes(call, actions) {
  const refusal = call.refusal;
  if (!refusal || call.state === "pending") {
    return null;
  }
  const snippet = (title, text, warning) => h("figure", { class: "snippet" },
    h("figcaption", {}, h("span", {}, title, warning && h("em", {}, ` ${warning}`)),
      h("button", { type: "button", class: "quiet", "aria-label": `Copy: ${title}`, on: { click: () => actions.copy(text, title) } }, "Copy")),
    h("pre", { tabindex: "0" }, text.trimEnd()));
  const fix = (each) => snippet(each.product, each.text, each.replacesConfiguration && "replaces what is configured");
  const headers = (title, lines) => lines.length > 0 && snippet(title, lines.map(([name, value]) => `${name}: ${value}`).join("\n"));
  const [first, ...others] = refusal.settings;
  return h("section", { class: "fix" },
    h("h3", {}, "What to change"),
    refusal.advice && h("p", { "data-field": "advice" }, refusal.advice),
    first && fix(first),
    h("details", { class: "all" }, h("summary", {}, "All fixes, and the rule"),
      others.map(fix),
      headers("The response to the preflight: a status from 200 to 299, and", refusal.preflightHeaders),
      headers("Every other response, errors too", refusal.responseHeaders),
      refusal.step && h("p", { class: "remark" }, "The rule: ",
        h("a", { href: refusal.specification, target: "_blank", rel: "noreferrer" }, refusal.step),
        refusal.corsError && [". In Chromium’s developer tools: ", h("code", {}, refusal.corsError)])));
}

function cookies(call) {
  if (call.cookies.length === 0) {
    return null;
  }
  const tone = { TRAVELS: "yes", TRAVELS_IF_SET_HERE: "yes", STAYS: "no" };
  return h("section", {},
    h("h3", {}, "Does a cookie travel with credentials: \"include\""),
    call.cookies.map((each) => [
      h("pre", {}, each.cookie),
      h("table", { class: "table" }, h("tbody", {}, each.travels.map((travel) => h("tr", {},
        h("th", { scope: "row" }, travel.engine),
        h("td", { class: tone[travel.result] || "dunno" }, travel.words),
        h("td", {}, travel.text))))),
    ]));
}

function exchanges(call) {
  return h("section", {}, h("h3", {}, "What went over the wire"), call.exchanges.map((each) =>
    h("details", { class: "exchange" },
      h("summary", {}, `${each.preflight ? "Preflight: " : ""}${each.method} `,
        h("span", { class: "remark" }, each.status === undefined ? "no response yet" : `${each.status} after ${duration(each.took)}, by ${each.madeBy}`)),
      each.reason && h("p", {}, each.reason),
      h("h4", {}, "Request"),
      headers(each.requestHeaders, false),
      body(each.requestBody),
      each.status !== undefined && [h("h4", {}, "Response, and which component of the deployment made each line"),
        headers(each.responseHeaders, true), body(each.responseBody)])));
}

function headers(lines, sources) {
  return h("table", { class: "headers" }, h("tbody", {}, lines.map(([name, value, from]) =>
    h("tr", { class: /^(origin|vary|access-control-.*)$/i.test(name) ? "cors" : null },
      h("td", {}, name), h("td", {}, value), sources && h("td", { class: "from" }, from)))));
}

function body(excerpt) {
  if (!excerpt) {
    return null;
  }
  if (excerpt.text === null) {
    return h("p", { class: "remark" }, `a body of ${excerpt.length} bytes that is no text`);
  }
  let text = excerpt.text;
  try {
    text = JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    // Not JSON, or not all of it.
  }
  return [h("pre", {}, text), excerpt.kept < excerpt.length
    && h("p", { class: "remark" }, `the first ${excerpt.kept} of ${excerpt.length} bytes`)];
}

/** Draws the example where a call will stand. */
export function showExample(section) {
  const figure = h("figure", { class: "sequence" });
  delete section.dataset.call;
  section.replaceChildren(h("div", { class: "example" },
    h("p", {}, "A call is shown here as a sequence: what went where, who responded, and where it was stopped. This is an example:"), figure));
  figure.replaceChildren(sequence(EXAMPLE, Math.max(320, Math.round(figure.clientWidth))));
}
