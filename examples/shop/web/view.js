import { asCode } from "./exchange.js";

const $ = (selector, root = document) => root.querySelector(selector);

/** Copies what is inside a template element. */
function copy(id) {
  return document.getElementById(id).content.firstElementChild.cloneNode(true);
}

export function callButton(call, onClick) {
  const item = copy("call-template");
  const button = $("button", item);
  button.dataset.call = call.id;
  $(".name", item).textContent = call.name;
  $(".method", item).textContent = call.method;
  $(".path", item).textContent = call.path;
  $(".note", item).textContent = call.note;
  button.addEventListener("click", onClick);
  return item;
}

/** One result. It begins with what is sent and is filled in when the answer, or none, is there. */
export class Card {
  constructor(number, call, sent, preflight, because, onAgain) {
    const card = copy("result-template");
    this.element = card;
    card.dataset.call = call.id;
    card.dataset.number = number;
    card.dataset.credentials = sent.credentials;
    card.dataset.url = sent.url;
    card.dataset.preflight = String(preflight.expected);
    const title = `result-${number}`;
    $("h3", card).id = title;
    card.setAttribute("aria-labelledby", title);
    $(".number", card).textContent = number;
    $(".name", card).textContent = call.name;
    this.#field("status").textContent = "on its way";
    this.#field("because").textContent = because ?? "";
    this.#field("because").hidden = !because;
    this.#field("code").textContent = asCode(sent);
    this.#field("request").textContent = `${sent.method} ${sent.url}`;
    this.#headers(sent, preflight);
    this.#field("credentials").replaceChildren(...credentials(sent.credentials));
    this.#field("preflight").textContent = preflight.text;
    $("[data-again]", card).addEventListener("click", onAgain);
  }

  #headers(sent, preflight) {
    const lines = Object.entries(sent.headers).map(([name, value]) => line(`${name}: ${value}`, "set by the script"));
    if (preflight.crossOrigin) {
      lines.push(line(`Origin: ${location.origin}`, "added by the browser; a script cannot change it"));
    }
    this.#field("headers").replaceChildren(...lines);
  }

  show({ answer, error, milliseconds }, hint) {
    const card = this.element;
    card.dataset.state = answer ? "ok" : "error";
    card.setAttribute("aria-busy", "false");
    this.#field("time").textContent = `${Math.round(milliseconds)} ms`;
    if (answer) {
      card.dataset.status = answer.status;
      card.dataset.kind = answer.status < 400 ? "success" : "refusal";
      this.#field("status").textContent = `${answer.status} ${answer.statusText}`.trim();
      this.#field("body").textContent = pretty(answer.body);
      this.#field("readable").replaceChildren(...answer.headers.map(([name, value]) => {
        const item = document.createElement("li");
        item.dataset.header = name;
        item.append(code(`${name}: ${value}`));
        return item;
      }));
      $('[data-part="answer"]', card).hidden = false;
      $('[data-part="readable"]', card).hidden = false;
    } else {
      card.dataset.kind = "blocked";
      this.#field("status").textContent = "no answer for the script";
      this.#field("error").textContent = `${error.name}: ${error.message}`;
      this.#field("hint").textContent = hint ?? "";
      this.#field("hint").hidden = !hint;
      $('[data-part="error"]', card).hidden = false;
    }
  }

  #field(name) {
    return $(`[data-field="${name}"]`, this.element);
  }
}

function credentials(mode) {
  const text = mode === "include"
    ? "the browser adds the cookies it has for that host, if it is willing to; the script cannot see which"
    : "fetch’s own default: no cookie goes to another origin, and none is taken from it";
  return [line(mode, text)];
}

function line(text, remark) {
  const element = document.createElement("div");
  const after = document.createElement("span");
  after.className = "remark";
  after.textContent = remark;
  element.append(code(text), " ", after);
  return element;
}

function code(text) {
  const element = document.createElement("code");
  element.textContent = text;
  return element;
}

function pretty(body) {
  if (body === "") {
    return "(no body)";
  }
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

/** The picture of the three parties. */
export const flow = {
  asking(call) {
    this.set("asking", `${call.method} ${call.path} is on its way.`, call.group);
  },
  done(call, { answer }) {
    if (!answer) {
      this.set("blocked", "The script gets nothing. How far the call came is not for the page to know.", call.group);
    } else if (answer.status < 400) {
      this.set("answered", `The ${call.group} function answered ${answer.status}, and the script may read it.`, call.group);
    } else {
      this.set("refused", `The answer is ${answer.status}, and the script may read it.`, call.group);
    }
  },
  set(state, caption, name) {
    $(".flow").dataset.flow = state;
    $("[data-flow-caption]").textContent = caption;
    $("[data-function]").textContent = name;
  },
};
