// What people hand to the console: texts to explain, and calls to try.

import { h } from "./detail.js";

// The server escapes every text that it puts into this HTML; the page's policy lets no other string become markup.
const trusted = window.trustedTypes?.createPolicy("corsac", { createHTML: (html) => html }) ?? { createHTML: (html) => html };

/**
 * Sets the dialogs up.
 *
 * @param actions post(path, body) sends; origins() lists pages' origins; tried() is told when a call was sent
 */
export function workbench(actions) {
  const dialog = (name) => document.querySelector(`[data-dialog=${name}]`);
  const explaining = dialog("explain");
  const trying = dialog("try");
  const text = explaining.querySelector("[data-explain]");
  const call = trying.querySelector("[data-try]");

  function open(name) {
    if (!dialog(name).open) {
      if (name === "try") {
        trying.querySelector("#origins").replaceChildren(...actions.origins().map((each) => h("option", { value: each })));
        call.elements.origin.value ||= actions.origins()[0] ?? "";
      }
      dialog(name).showModal();
    }
  }

  function say(element, words) {
    const problem = element.querySelector("[data-problem]");
    problem.textContent = words;
    problem.hidden = words === "";
  }

  async function explain(body) {
    const response = await actions.post("/explain", body);
    const answer = response.ok ? await response.json() : { html: "", problem: await response.text() };
    const results = explaining.querySelector("[data-results]");
    results.innerHTML = trusted.createHTML(answer.html);
    say(explaining, answer.problem.replace(/^-: /, ""));
    if (answer.html !== "") {
      results.focus({ preventScroll: true });
    }
  }

  text.addEventListener("submit", (event) => {
    event.preventDefault();
    explain(text.elements.text.value);
  });
  text.elements.text.addEventListener("paste", () => setTimeout(() => explain(text.elements.text.value)));
  text.elements.file.addEventListener("change", () => text.elements.file.files[0] && explain(text.elements.file.files[0]));
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    const [file] = event.dataTransfer.files;
    const dropped = event.dataTransfer.getData("text");
    if (file || dropped) {
      event.preventDefault();
      open("explain");
      text.elements.text.value = file ? "" : dropped;
      explain(file ?? dropped);
    }
  });

  call.addEventListener("submit", async (event) => {
    event.preventDefault();
    const fields = call.elements;
    const path = fields.path.value.startsWith("/") ? fields.path.value : `/${fields.path.value}`;
    const response = await actions.post("/try", JSON.stringify({
      origin: fields.origin.value, method: fields.method.value, url: fields.front.value + path, headers: fields.headers.value,
      body: fields.body.value, credentials: fields.credentials.value,
    }));
    say(trying, response.ok ? "" : await response.text());
    if (response.ok) {
      trying.close();
      actions.tried();
    }
  });

  return {
    open,
    /** What listens: calls are tried through these. */
    places(places) {
      const fronts = places.filter((each) => each.kind !== "site");
      call.elements.front.replaceChildren(...(fronts.length > 0 ? fronts : places)
        .map((each) => h("option", { value: each.url }, `${each.kind} ${each.name}: ${each.url}`)));
    },
  };
}
