// The console's page: listens, lists, and shows one call.

import { asFetch, h, show, showExample, WORDS } from "./detail.js";
import { bare, duration, mini } from "./sequence.js";
import { workbench } from "./tools.js";

const HEADERS = { "Corsac-Console": "1" };
const find = (selector) => document.querySelector(selector);
const list = find("[data-calls]");
const detail = find("#detail");
const form = find(".tools");

const calls = new Map();
const messages = new Map();
const rows = new Map();
const blocks = new Map();
let places = [];
let skipped = 0;
let chosen = null;
let shown = null;
let following = true;
let wanted = 0;

/* Listening. */

async function listen() {
  for (let wait = 500; ; wait = Math.min(wait * 2, 5000)) {
    try {
      const response = await fetch("/events", { headers: HEADERS });
      if (!response.ok) {
        throw new Error(await response.text());
      }
      wait = 500;
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = "";
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        live("live", "live");
        const events = (rest + part.value).split("\n\n");
        rest = events.pop();
        for (const event of events) {
          if (event.startsWith("data: ")) {
            take(JSON.parse(event.slice(6)));
          }
        }
      }
    } catch (error) {
      console.debug(error);
    }
    live("lost", "not connected: is corsac up running?");
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

function live(state, words) {
  const element = find(".live");
  if (element.dataset.live !== state) {
    element.dataset.live = state;
    element.textContent = words;
  }
}

function take(event) {
  if (JSON.stringify(places) !== JSON.stringify(event.places)) {
    places = event.places;
    showPlaces();
    tools.places(places);
  }
  showProblems(event.problems);
  if (event.first) {
    for (const map of [calls, messages, rows, blocks]) {
      map.clear();
    }
    list.replaceChildren();
    skipped = 0;
  }
  skipped += event.skipped;
  for (const call of event.calls) {
    const before = calls.get(call.id);
    calls.set(call.id, call);
    if (call.state === "blocked" && !event.first && (!before || before.state !== "blocked")) {
      find("[data-announce]").textContent = `Blocked: ${call.method} ${call.target}. ${call.why}`;
    }
  }
  for (const message of event.messages) {
    messages.set(message.id, message);
  }
  for (const id of calls.keys()) {
    if (id < event.oldest) {
      calls.delete(id);
      remove(id);
    }
  }
  while (messages.size > 500) {
    const [id] = messages.keys();
    messages.delete(id);
    forget(id);
  }
  render([...event.calls, ...event.messages].map((each) => each.id).sort((a, b) => a - b), !event.first);
}

/* The list. */

function remove(id) {
  rows.get(id)?.remove();
  rows.delete(id);
}

function place(id, item) {
  const old = rows.get(id);
  rows.set(id, item);
  item.dataset.id = id;
  if (old) {
    const focused = old.contains(document.activeElement);
    old.replaceWith(item);
    if (focused) {
      item.querySelector("button")?.focus();
    }
    return;
  }
  let next = list.firstElementChild;
  while (next && ORDERS.newest(Number(next.dataset.id), id) < 0) {
    next = next.nextElementSibling;
  }
  list.insertBefore(item, next);
}

const RANKS = { blocked: 0, depends: 1, unknown: 2, absent: 3, pending: 4, allowed: 5, plain: 6 };
const rank = (id) => RANKS[calls.get(id)?.state] ?? 7;

/** Compares two ids; equals stay with the newest first. */
const ORDERS = {
  newest: (a, b) => b - a,
  oldest: (a, b) => a - b,
  blocked: (a, b) => rank(a) - rank(b) || b - a,
  slowest: (a, b) => (calls.get(b)?.took ?? -1) - (calls.get(a)?.took ?? -1) || b - a,
  url: (a, b) => (calls.get(a)?.url ?? "~").localeCompare(calls.get(b)?.url ?? "~") || b - a,
};

/** Puts the list into the order that is chosen; new rows come in as the newest. */
function sort() {
  const order = ORDERS[form.elements.sort.value];
  const items = [...list.children];
  const sorted = [...items].sort((a, b) => order(Number(a.dataset.id), Number(b.dataset.id)));
  if (sorted.some((item, i) => item !== items[i])) {
    const focused = list.contains(document.activeElement) ? document.activeElement : null;
    list.append(...sorted);
    focused?.focus();
  }
}

/** What is wrong with the configuration and the functions, in full, until it is fixed. */
function showProblems(problems) {
  const section = find("[data-problems]");
  const text = JSON.stringify(problems);
  if (section.dataset.shown !== text) {
    section.dataset.shown = text;
    section.hidden = problems.length === 0;
    section.replaceChildren(...problems.map((each) => h("div", {}, h("strong", {}, each.title), h("pre", { tabindex: "0" }, each.text))));
  }
}

function render(changed, fresh) {
  for (const id of changed) {
    const call = calls.get(id);
    if (call) {
      place(id, row(call, fresh && !rows.has(id)));
    } else if (messages.has(id)) {
      say(messages.get(id));
    }
  }
  origins();
  if (form.elements.sort.value !== "newest") {
    sort();
  }
  filter();
  follow();
  if (shown !== null && changed.includes(shown)) {
    load(shown);
  }
}

function row(call, fresh) {
  const status = call.status ?? call.preflightStatus;
  const button = h("button", { type: "button", class: `row${fresh ? " fresh" : ""}`, "data-state": call.state, "aria-current": call.id === shown ? "true" : null,
    on: { click: () => choose(call.id) } },
    mini(call),
    h("span", { class: "what" }, call.method, " ", h("code", {}, call.target)),
    h("span", { class: "chip" }, chip(call, status)),
    h("span", { class: "who" }, host(call.origin ? bare(call.origin) : call.seen || "no page"), h("span", {}, " → "), host(bare(call.server))),
    h("span", { class: "time" }, call.took === undefined ? clock(call.at) : `${call.replayOf > 0 ? "↻ " : call.replayOf < 0 ? "⇢ " : ""}${duration(call.took)}`),
    ["blocked", "depends", "absent"].includes(call.state) && h("span", { class: "why" }, call.why),
    call.state === "allowed" && call.warning && h("span", { class: "why warning" }, call.warning));
  button.title = `${clock(call.at)}: ${WORDS[call.state]}`;
  return h("li", { "data-kind": "call", "data-state": call.state }, button);
}

/** A host whose middle gives way: its port and its end tell it from others. */
function host(name) {
  const end = Math.min(10, Math.floor(name.length / 2));
  return h("span", { class: "host", title: name }, h("span", {}, name.slice(0, name.length - end)), h("span", {}, name.slice(name.length - end)));
}

function chip(call, status) {
  if (call.state === "blocked") {
    return `✗ ${status || "blocked"}`;
  }
  if (call.state === "pending" && !status) {
    return "…";
  }
  return call.state === "allowed" ? `✓ ${status}` : call.state === "depends" ? `~ ${status}` : `${status || "…"}`;
}

/** What a function says in one go is one block, in its order; of long ones the beginning is shown. */
function say(message) {
  const latest = list.firstElementChild;
  const last = latest && blocks.get(Number(latest.dataset.id));
  if (last && last.function === message.function && last.kind === message.kind) {
    last.ids.push(message.id);
    blocks.set(message.id, last);
    last.text.append(`\n${message.text}`);
    last.lines += message.text.split("\n").length;
  } else {
    const text = h("span", {}, message.text);
    const more = h("button", { type: "button", class: "more", hidden: true, "aria-expanded": "false", on: { click: () => {
      const open = more.getAttribute("aria-expanded") !== "true";
      more.setAttribute("aria-expanded", open);
      block.item.classList.toggle("open", open);
      label(block);
    } } });
    const item = h("li", { "data-kind": "log" }, h("div", { class: "log", "data-kind": message.kind, title: clock(message.at) },
      h("b", {}, message.function), text, more));
    const block = { function: message.function, kind: message.kind, ids: [message.id], text, more, item, lines: message.text.split("\n").length };
    blocks.set(message.id, block);
    place(message.id, item);
  }
  label(blocks.get(message.id));
}

function label(block) {
  block.more.hidden = block.lines <= 3;
  block.more.textContent = block.item.classList.contains("open") ? "less" : `${block.lines} lines`;
}

function forget(id) {
  const block = blocks.get(id);
  blocks.delete(id);
  if (block && block.ids.at(-1) === id) {
    remove(block.ids[0]);
  }
}

function clock(at) {
  return new Date(at).toLocaleTimeString([], { hour12: false });
}

function showPlaces() {
  find("[data-places]").replaceChildren(...places.map((each) => h("li", {}, h("span", {}, each.kind),
    each.kind === "site" ? h("a", { href: `${each.url}/`, target: "_blank", rel: "noreferrer" }, each.url) : h("code", {}, each.url))));
}

function origins() {
  const select = form.elements.origin;
  const known = [...new Set([...calls.values()].map((call) => call.origin).filter(Boolean))].sort();
  const current = [...select.options].slice(1).map((option) => option.value);
  if (known.join(" ") !== current.join(" ")) {
    const value = select.value;
    select.replaceChildren(h("option", { value: "" }, "every page"), ...known.map((each) => h("option", { value: each }, bare(each))));
    select.value = known.includes(value) ? value : "";
    find(".origins").hidden = known.length < 2;
  }
}

function matches(call) {
  const fields = form.elements;
  if (fields.blocked.checked && !["blocked", "depends"].includes(call.state) && !call.warning) {
    return false;
  }
  if (call.state === "plain" && !fields.plain.checked) {
    return false;
  }
  if (fields.origin.value && call.origin !== fields.origin.value) {
    return false;
  }
  const text = fields.text.value.trim().toLowerCase();
  return !text || [call.method, call.url, call.origin, call.status, call.why, call.place, call.function, call.seen, call.reason, call.state]
    .join(" ").toLowerCase().includes(text);
}

function filter() {
  const fields = form.elements;
  const text = fields.text.value.trim().toLowerCase();
  const logs = fields.logs.checked && !fields.blocked.checked && !fields.origin.value;
  let visible = 0;
  for (const [id, item] of rows) {
    const said = item.dataset.kind === "log";
    item.hidden = said ? !logs || (text !== "" && !item.textContent.toLowerCase().includes(text)) : !matches(calls.get(id));
    visible += item.hidden || said ? 0 : 1;
  }
  const told = [...calls.values()].some((call) => call.state !== "plain");
  const narrowed = fields.blocked.checked || fields.origin.value || text !== "";
  const judged = [...calls.values()].filter((call) => call.state !== "plain");
  const blocked = judged.filter((call) => call.state === "blocked").length;
  document.title = `${judged.length === 0 ? "" : `${blocked > 0 ? `✗ ${blocked} of ` : "✓ "}${judged.length} · `}Corsac console`;
  find("[data-empty]").hidden = told || visible > 0;
  find("[data-none]").hidden = !narrowed || visible > 0 || !told;
  find("[data-skipped]").hidden = skipped === 0;
  find("[data-skipped]").textContent = `${skipped} calls came too fast to be listed here. Those that are kept are in the HAR file.`;
}

/* The call that is shown. */

function visibleCalls() {
  return [...list.children].filter((item) => !item.hidden && item.dataset.kind === "call").map((item) => Number(item.dataset.id));
}

function follow() {
  if (linked !== null && calls.has(linked)) {
    const id = linked;
    linked = null;
    choose(id);
    return;
  }
  if (chosen !== null && !calls.has(chosen)) {
    chosen = null;
    following = true;
  }
  const [newest] = visibleCalls();
  if (following && newest !== undefined && newest !== shown) {
    load(newest);
  } else if (newest === undefined && shown !== null && !calls.has(shown)) {
    shown = null;
  }
  if (shown === null) {
    showExample(detail);
  }
}

/** The call that the page's address names, until it is there. */
let linked = address();

function address() {
  const named = /^#call-(\d+)$/.exec(location.hash);
  return named ? Number(named[1]) : null;
}

addEventListener("hashchange", () => {
  linked = address();
  follow();
});

function choose(id, open = true) {
  chosen = id;
  window.history.replaceState(null, "", `#call-${id}`);
  following = false;
  detail.dataset.open = open;
  load(id, true);
}

function close() {
  window.history.replaceState(null, "", location.pathname);
  chosen = null;
  following = true;
  detail.dataset.open = false;
  rows.get(shown)?.querySelector("button")?.focus();
}

async function load(id, top) {
  const number = ++wanted;
  shown = id;
  for (const [each, item] of rows) {
    const button = item.querySelector("button");
    if (button) {
      if (each === id) {
        button.setAttribute("aria-current", "true");
      } else {
        button.removeAttribute("aria-current");
      }
    }
  }
  const response = await fetch(`/calls/${id}${secrets()}`, { headers: HEADERS });
  if (number !== wanted || response.status !== 200) {
    return;
  }
  const call = await response.json();
  if (number !== wanted) {
    return;
  }
  const open = [...detail.querySelectorAll("details")].map((each) => each.open);
  const focused = detail.contains(document.activeElement) && document.activeElement.dataset.action;
  const same = detail.dataset.call === String(id);
  show(detail, call, { close, replay, copy });
  if (same && focused) {
    detail.querySelector(`[data-action="${focused}"]`)?.focus();
  }
  if (same) {
    detail.querySelectorAll("details").forEach((each, i) => { each.open = open[i] ?? false; });
  } else {
    detail.scrollTop = 0;
  }
  if (top && detail.dataset.open === "true" && matchMedia("(max-width: 58rem)").matches) {
    detail.focus();
  }
  current = call;
}

let current = null;

function secrets() {
  return form.elements.secrets.checked ? "?secrets" : "";
}

/* What the buttons do. */

async function post(path, body = "{}") {
  return fetch(path, { method: "POST", headers: { ...HEADERS, "Content-Type": "application/json" }, body });
}

const tools = workbench({ post, origins: () => [...new Set([...places.filter((each) => each.kind === "site").map((each) => each.url),
  ...[...calls.values()].map((call) => call.origin).filter(Boolean)])], tried: () => {
  following = true;
  chosen = null;
} });

async function replay(call) {
  toast("Replaying …");
  following = true;
  chosen = null;
  const response = await post(`/calls/${call.id}/replay`);
  toast(response.ok ? "Replayed" : await response.text());
}

async function copy(text, what) {
  await navigator.clipboard.writeText(text);
  toast(`${what} is copied${form.elements.secrets.checked ? "" : "; secrets in it are masked"}`);
}

async function har() {
  const response = await fetch(`/har${secrets()}`, { headers: HEADERS });
  const url = URL.createObjectURL(await response.blob());
  h("a", { href: url, download: `corsac-${new Date().toISOString().slice(0, 19).replaceAll(":", "")}.har` }).click();
  URL.revokeObjectURL(url);
}

let toasting = 0;

function toast(words) {
  const element = find("[data-toast]");
  element.textContent = words;
  element.hidden = false;
  clearTimeout(toasting);
  toasting = setTimeout(() => { element.hidden = true; }, 2500);
}

async function clear() {
  await post("/clear");
  for (const map of [calls, messages, rows, blocks]) {
    map.clear();
  }
  list.replaceChildren();
  showExample(detail);
  skipped = 0;
  chosen = shown = current = null;
  following = true;
  window.history.replaceState(null, "", location.pathname);
  filter();
}

document.addEventListener("click", (event) => {
  const action = event.target.closest("[data-action]")?.dataset.action;
  if (action === "har") {
    har();
  } else if (action === "clear") {
    clear();
  } else if (action === "explain" || action === "try") {
    tools.open(action);
  } else if (action === "all") {
    form.reset();
    filter();
  }
});

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", (event) => {
  if (event.target.name === "secrets") {
    if (shown !== null) {
      load(shown);
    }
  } else {
    if (event.target.name === "sort") {
      sort();
    }
    filter();
    follow();
  }
});

function move(step) {
  const ids = visibleCalls();
  if (ids.length === 0) {
    return;
  }
  const at = ids.indexOf(shown);
  const next = ids[Math.min(Math.max(at < 0 ? 0 : at + step, 0), ids.length - 1)];
  choose(next, false);
  const button = rows.get(next).querySelector("button");
  button.focus();
  button.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) {
    return;
  }
  const typing = event.target.closest("input[type=search], select, textarea");
  if (event.key === "Escape") {
    if (typing) {
      form.elements.text.value = "";
      filter();
      typing.blur();
    } else {
      close();
    }
    return;
  }
  if (typing) {
    if (event.key === "ArrowDown" && typing === form.elements.text) {
      event.preventDefault();
      move(1);
    }
    return;
  }
  const inDetail = event.target.closest("#detail");
  const actions = {
    "/": () => form.elements.text.focus(),
    j: () => move(1),
    k: () => move(-1),
    b: () => form.elements.blocked.click(),
    r: () => current && replay(current),
    c: () => current && copy(current.curl, "The curl command"),
    f: () => current && copy(asFetch(current), "The fetch call"),
    e: () => tools.open("explain"),
    t: () => tools.open("try"),
    ...(inDetail ? {} : { ArrowDown: () => move(1), ArrowUp: () => move(-1) }),
  };
  const action = actions[event.key];
  if (action) {
    event.preventDefault();
    action();
  } else if (event.key === "Enter" && event.target.closest(".row")) {
    event.preventDefault();
    detail.dataset.open = true;
    choose(Number(event.target.closest("li").dataset.id));
    detail.focus();
  }
});

listen();
