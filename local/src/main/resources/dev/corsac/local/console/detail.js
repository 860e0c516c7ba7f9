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
  allowed: "The script gets the answer",
  blocked: "The browser keeps the answer from the script",
  depends: "It depends",
  pending: "Under way",
  plain: "No matter of CORS",
  unknown: "Not known",
};
const SIGNS = { allowed: "✓", blocked: "✗", depends: "~", pending: "…", plain: "·", unknown: "?" };

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

let product = "Corsac";

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
    verdict(call),
    figure,
    ...[browsers(call), mend(call, actions), cookies(call), exchanges(call)].filter(Boolean),
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
        call.replayOf !== 0 && h("span", {}, "replayed"))),
    h("div", { class: "actions" },
      h("button", {
        type: "button", class: "quiet", "data-action": "replay", disabled: !replayable,
        title: replayable ? "Sends the same request again, through the front, without the browser" : "Its body was too long to be kept",
        on: { click: () => actions.replay(call) },
      }, "Replay", h("kbd", { "aria-hidden": "true" }, "r")),
      h("button", {
        type: "button", class: "quiet", "data-action": "curl", on: { click: () => actions.copy(call.curl, "The curl command") },
      }, "Copy as curl", h("kbd", { "aria-hidden": "true" }, "c"))));
}

function verdict(call) {
  return h("div", { class: "verdict", "data-state": call.state },
    h("span", { class: "sign", "aria-hidden": "true" }, SIGNS[call.state]),
    h("strong", {}, WORDS[call.state]),
    call.why && h("p", { "data-field": "why" }, call.why),
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
      ? h("span", { class: "yes" }, outcome.type === "opaque" ? "✓ sent, nothing to read" : `✓ reads ${outcome.status}`)
      : outcome.outcome === "blocked" ? h("span", { class: "no" }, "✗ blocked") : h("span", { class: "dunno" }, "? not known");
    return h("td", { "data-engine": engine, "data-credentials": mode, "data-outcome": outcome.outcome }, words);
  };
  const told = call.outcomes.find((each) => each.console && each.engine === (call.refusal && call.refusal.engine)
    && each.credentials === call.refusal.credentials);
  const readable = call.outcomes.find((each) => each.readableHeaders);
  return h("section", {},
    h("h3", {}, "What the script gets"),
    h("table", { class: "table" },
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Browser"), modes.map((mode) => h("th", { scope: "col" },
        mode === "include" ? "with credentials: \"include\"" : "without credentials")))),
      h("tbody", {}, engines.map((engine) => h("tr", {},
        h("th", { scope: "row" }, engine, engine === call.seen && h("span", { class: "remark" }, " made this call")),
        modes.map((mode) => cell(engine, mode)))))),
    modes.length > 1 && h("p", { class: "remark" }, "A server does not see which of the two it was: there was no cookie."),
    told && h("div", { class: "said" }, h("h3", {}, `What ${told.engine}’s console says`), h("pre", { class: "bad", "data-field": "console" }, told.console.join("\n"))),
    !told && readable && h("p", { class: "remark" }, "Headers that the script can read: ",
      h("code", {}, readable.readableHeaders.join(", ") || "none")));
}

function mend(call, actions) {
  const refusal = call.refusal;
  if (!refusal || call.state === "pending") {
    return null;
  }
  const settings = refusal.settings;
  const shown = h("pre", {});
  const buttons = h("div", { class: "products", role: "group", "aria-label": "In the terms of" });
  const choose = (name) => {
    const setting = settings.find((each) => each.product === name) || settings[0];
    product = setting.product;
    shown.textContent = setting.text;
    for (const button of buttons.children) {
      button.setAttribute("aria-pressed", button.textContent === setting.product);
    }
  };
  buttons.append(...settings.map((each) => h("button", { type: "button", class: "quiet", on: { click: () => choose(each.product) } }, each.product)));
  if (settings.length > 0) {
    choose(product);
  }
  const block = (intro, headers) => headers.length > 0 && [h("p", {}, intro),
    h("pre", {}, headers.map(([name, value]) => `${name}: ${value}`).join("\n"))];
  return h("section", {},
    h("h3", {}, "What to change"),
    h("p", { "data-field": "advice" }, refusal.advice),
    block("The answer to the preflight: a status of 200 to 299, and", refusal.preflightHeaders),
    block("The answer to the call, errors too:", refusal.responseHeaders),
    settings.length > 0 && [buttons, shown],
    h("p", { class: "remark" }, "The rule: ", h("a", { href: refusal.specification, target: "_blank", rel: "noreferrer" }, refusal.step),
      refusal.corsError && [". In Chromium’s developer tools: ", h("code", {}, refusal.corsError)]));
}

function cookies(call) {
  if (call.cookies.length === 0) {
    return null;
  }
  const tone = { TRAVELS: "yes", TRAVELS_IF_SET_HERE: "yes", STAYS: "no" };
  return h("section", {},
    h("h3", {}, "Whether a cookie travels with credentials: \"include\""),
    call.cookies.map((each) => [
      h("pre", {}, each.cookie),
      h("table", { class: "table" }, h("tbody", {}, each.travels.map((travel) => h("tr", {},
        h("th", { scope: "row" }, travel.engine),
        h("td", { class: tone[travel.verdict] || "dunno" }, travel.words),
        h("td", {}, travel.text))))),
    ]));
}

function exchanges(call) {
  return h("section", {}, h("h3", {}, "What went over the wire"), call.exchanges.map((each) =>
    h("details", { class: "exchange" },
      h("summary", {}, `${each.preflight ? "Preflight: " : ""}${each.method} `,
        h("span", { class: "remark" }, each.status === undefined ? "not answered yet" : `${each.status} after ${duration(each.took)}, by ${each.madeBy}`)),
      each.reason && h("p", {}, each.reason),
      h("h4", {}, "Request"),
      headers(each.requestHeaders, false),
      body(each.requestBody),
      each.status !== undefined && [h("h4", {}, "Response, and which element of the deployment made each line"),
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
    h("p", {}, "A call stands here as a sequence: what went where, who answered, and where it was stopped. This is an example:"), figure));
  figure.replaceChildren(sequence(EXAMPLE, Math.max(320, Math.round(figure.clientWidth))));
}
