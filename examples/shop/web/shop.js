import { calls } from "./calls.js";
import { exchange } from "./exchange.js";
import { preflightReasons } from "./preflight.js";
import { Card, callButton, flow } from "./view.js";

const $ = (selector) => document.querySelector(selector);
const page = document.documentElement.dataset;
const state = { user: "", password: "", newName: "", token: undefined, invoice: undefined };
let apis = [];
let started = 0;
let finished = 0;

/** Makes a call, after the one it needs if there is one, and shows it. Resolves to whether its answer was a success. */
async function run(call, { include, because }) {
  readInputs();
  if (call.needs && !atHand(call.needs)) {
    const first = calls.find((other) => other.id === call.needs);
    if (!await run(first, { include: false, because: `Made first: “${call.name}” needs it.` })) {
      return false;
    }
    if (!atHand(call.needs)) {
      announce(`${call.name}: not sent, because “${first.name}” brought nothing for it.`);
      return false;
    }
  }
  const sent = request(call, include);
  const preflight = describePreflight(sent);
  const again = () => run(call, { include });
  const card = new Card(++started, call, sent, preflight, because, again);
  $("[data-results]").prepend(card.element);
  $("[data-empty]").hidden = true;
  $("[data-clear]").hidden = false;
  $(".scroll").scrollTop = 0;
  page.callsPending = String(started - finished);
  flow.asking(call);
  if (matchMedia("(max-width: 59.99rem)").matches) {
    $("#results").scrollIntoView({ behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  }

  const outcome = await exchange(sent);
  const success = outcome.answer !== undefined && outcome.answer.status < 400;
  if (success) {
    call.keep?.(state, JSON.parse(outcome.answer.body || "{}"));
  }
  card.show(outcome, hint(call, sent));
  flow.done(call, outcome);
  announce(`${call.name}: ${outcome.answer ? outcome.answer.status : "blocked or unreachable"}`);
  finished++;
  page.callsFinished = String(finished);
  page.callsPending = String(started - finished);
  return success;
}

function request(call, include) {
  const { path = call.path, json } = call.prepare?.(state) ?? {};
  return {
    method: call.method,
    url: chosenApi() + path,
    headers: json ? { "Content-Type": "application/json" } : {},
    credentials: include ? "include" : "same-origin",
    ...(json && { body: JSON.stringify(json) }),
  };
}

function describePreflight(sent) {
  if (new URL(sent.url).origin === location.origin) {
    return { crossOrigin: false, expected: false, text: "No, and no CORS at all: page and API are of one origin." };
  }
  const reasons = preflightReasons(sent.method, sent.headers);
  if (reasons.length === 0) {
    return { crossOrigin: true, expected: false, text: "No: an HTML form could send this too, so the browser sends it at once." };
  }
  return {
    crossOrigin: true,
    expected: true,
    text: `Yes: ${reasons.join(", and ")}. The browser sends OPTIONS first, unless it remembers the answer to an earlier one.`,
  };
}

/** What the console most likely says, where this page can tell from the rules alone. */
function hint(call, sent) {
  if (call.group === "catalog" && sent.credentials === "include") {
    return "For this call expect: with credentials “include”, Access-Control-Allow-Origin must not be the wildcard “*”. Switch include off.";
  }
  if (call.group === "account") {
    return `If ${location.origin} is not in the function’s ALLOWED_ORIGINS, expect: no Access-Control-Allow-Origin header is present.`;
  }
  return undefined;
}

function atHand(id) {
  const thing = { token: state.token, orders: state.invoice }[id];
  return thing !== undefined && Date.now() < thing.until - 5000;
}

function readInputs() {
  const user = $("[name=user]").value;
  if (user !== state.user) {
    state.token = undefined;
    state.invoice = undefined;
  }
  state.user = user;
  state.password = $("[name=password]").value;
  state.newName = $("[name=new-name]").value;
}

/** To those who do not see the cards. */
function announce(text) {
  $("[data-status-line]").textContent = text;
}

function chosenApi() {
  const chosen = $("[name=api]:checked");
  return apis[chosen ? Number(chosen.dataset.index) : 0].url;
}

async function readConfig() {
  const response = await fetch("config.json", { cache: "no-cache" });
  if (!response.ok) {
    throw new Error(`config.json: ${response.status} ${response.statusText}`);
  }
  const config = await response.json();
  if (!Array.isArray(config.apis) || config.apis.length === 0) {
    throw new Error('config.json has no "apis": expected [{"name": …, "url": …}]');
  }
  return { ...config, apis: config.apis.map((api) => ({ name: api.name, url: api.url.replace(/\/+$/, "") })) };
}

function showApis() {
  $("[data-apis]").replaceChildren(...apis.map((api, index) => {
    const label = document.createElement("label");
    const radio = Object.assign(document.createElement("input"), { type: "radio", name: "api", value: api.name, checked: index === 0 });
    radio.dataset.index = index;
    const name = document.createElement("span");
    name.textContent = api.name;
    const url = document.createElement("code");
    url.textContent = api.url;
    label.append(radio, name, url);
    return label;
  }));
  $("[data-apis]").classList.toggle("single", apis.length === 1);
}

function showPages(pages = []) {
  const others = pages.filter((other) => new URL(other.url).origin !== location.origin);
  $("[data-pages]").hidden = others.length === 0;
  $("[data-pages] dd").replaceChildren(...others.map((other) => {
    const link = document.createElement("a");
    link.href = other.url;
    link.textContent = `as ${other.name}`;
    return link;
  }));
}

function showCalls() {
  for (const group of ["catalog", "account"]) {
    const include = $(`[data-include=${group}]`);
    $(`[data-calls=${group}]`).replaceChildren(...calls.filter((call) => call.group === group)
      .map((call) => callButton(call, () => run(call, { include: include.checked }))));
  }
}

$("[data-clear]").addEventListener("click", () => {
  $("[data-results]").replaceChildren();
  $("[data-empty]").hidden = false;
  $("[data-clear]").hidden = true;
});

$("[data-origin]").textContent = location.origin;
try {
  const config = await readConfig();
  apis = config.apis;
  showApis();
  showPages(config.pages);
  // A local run has a console; a deployment has none.
  $("[data-console]").hidden = !config.console;
  $("[data-console] a").href = config.console ?? "";
  if (config.demo) {
    $("[name=user]").value = config.demo.user ?? "";
    $("[name=password]").value = config.demo.password ?? "";
  }
  showCalls();
  page.ready = "true";
} catch (error) {
  $("[data-notice]").textContent = `This page does not know its API: ${error.message}. Whoever serves the page puts a config.json beside it; the README says what is in it.`;
  $("[data-notice]").hidden = false;
  page.ready = "false";
}
