// The page that explains: hands what is pasted or dropped to the explainer (explain.js) and shows what it makes of it.
(function () {
  'use strict';

  const form = document.querySelector('[data-input]');
  const results = document.querySelector('[data-results]');
  const problem = document.querySelector('[data-problem]');
  const toast = document.querySelector('[data-toast]');
  const EXAMPLE = "Access to fetch at 'https://api.example.com/cart' from origin 'https://shop.example.com' has been blocked by CORS"
    + " policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.\n"
    + 'GET https://api.example.com/cart net::ERR_FAILED 200 (OK)';

  let name = '-';
  /** A file's text is not put into the box: a HAR file has megabytes. */
  let file = null;
  let toasting = 0;

  function say(words) {
    toast.textContent = words;
    toast.hidden = false;
    clearTimeout(toasting);
    toasting = setTimeout(() => { toast.hidden = true; }, 2500);
  }

  document.addEventListener('click', async (event) => {
    const button = event.target.closest('[data-copy]');
    if (button) {
      await copy(button.closest('figure').querySelector('pre'));
      say('Copied');
    }
  });

  async function copy(pre) {
    try {
      await navigator.clipboard.writeText(pre.textContent);
    } catch (error) {
      // Where a page from a folder may not use the clipboard, the selection does it.
      getSelection().selectAllChildren(pre);
      document.execCommand('copy');
    }
  }

  if (!form) {
    return;
  }
  const fields = form.elements;

  /** Loads the Public Suffix List, which decides whether page and server are of one site. */
  function loadSites() {
    return new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = 'sites.js';
      script.onload = resolve;
      script.onerror = () => reject(new Error('sites.js is missing next to this page'));
      document.head.append(script);
    });
  }

  function ask(text) {
    return corsacExplain(name, text, fields.page.value.trim(), fields.url.value.trim(), fields.method.value.trim(),
      fields.credentials.value);
  }

  async function explain(focus) {
    const text = file === null ? fields.text.value : file;
    if (!text.trim()) {
      results.replaceChildren();
      problem.hidden = true;
      return;
    }
    let answer;
    try {
      answer = ask(text);
      if (!answer) {
        await loadSites();
        answer = ask(text);
      }
    } catch (error) {
      answer = { html: '', problem: `This is a mistake in Corsac; please report it: ${error.stack || error}`, count: 0 };
    }
    // The explainer escapes every text that it was given, and the page's policy allows no script but its own.
    results.innerHTML = answer.html;
    // On the command line the name of the input comes first; options have the names of the fields here.
    problem.textContent = answer.problem.replace(/^-: /, '').replace(/--origin https:\S+/, 'the field "Page’s origin"')
      .replace(/--url https:\S+/, 'the field "Called URL"').replace('--credentials include', 'the field "Credentials"');
    problem.hidden = answer.problem === '';
    if (/--(origin|url|credentials) /.test(answer.problem)) {
      form.querySelector('[data-known]').open = true;
    }
    document.title = answer.count === 0 ? 'Why was the call blocked? Corsac' : `${results.querySelector('h2').textContent.trim()} · Corsac`;
    if (focus && answer.count > 0) {
      results.focus({ preventScroll: true });
      results.scrollIntoView({ block: 'start', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
    }
  }

  async function read(chosen) {
    name = chosen.name;
    file = decode(await chosen.arrayBuffer());
    fields.text.value = file.length < 100_000 ? file : '';
    fields.text.placeholder = `${chosen.name} is open.`;
    explain(true);
  }

  /** UTF-8, but for what PowerShell's redirections write. */
  function decode(buffer) {
    const bytes = new Uint8Array(buffer);
    const little = bytes[0] === 0xff && bytes[1] === 0xfe;
    const big = bytes[0] === 0xfe && bytes[1] === 0xff;
    return new TextDecoder(little ? 'utf-16le' : big ? 'utf-16be' : 'utf-8').decode(bytes);
  }

  function forgetFile() {
    file = null;
    name = '-';
    fields.file.value = '';
  }

  let waiting = 0;
  fields.text.addEventListener('input', () => {
    forgetFile();
    clearTimeout(waiting);
    waiting = setTimeout(explain, 150);
  });
  fields.text.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      explain(true);
    }
  });
  for (const each of ['page', 'url', 'method', 'credentials']) {
    fields[each].addEventListener('change', () => explain());
  }
  fields.file.addEventListener('change', () => fields.file.files[0] && read(fields.file.files[0]));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    explain(true);
  });
  form.querySelector('[data-example]').addEventListener('click', () => {
    forgetFile();
    fields.text.value = EXAMPLE;
    explain(true);
  });
  form.querySelector('[data-clear]').addEventListener('click', () => {
    forgetFile();
    form.reset();
    explain();
    fields.text.focus();
  });

  addEventListener('dragover', (event) => {
    event.preventDefault();
    document.body.classList.add('dropping');
  });
  addEventListener('dragleave', (event) => event.relatedTarget || document.body.classList.remove('dropping'));
  addEventListener('drop', (event) => {
    event.preventDefault();
    document.body.classList.remove('dropping');
    const [dropped] = event.dataTransfer.files;
    if (dropped) {
      read(dropped);
    } else if (event.dataTransfer.getData('text')) {
      forgetFile();
      fields.text.value = event.dataTransfer.getData('text');
      explain(true);
    }
  });
})();
