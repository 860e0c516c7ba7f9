// Draws a call as a sequence: the page, the front, the function, and what went between them.

const SVG = "http://www.w3.org/2000/svg";

export function svg(name, attributes, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes || {})) {
    element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const TONE = { allowed: "good", blocked: "bad", depends: "warn", absent: "", pending: "", plain: "", unknown: "" };

/** The lanes and arrows of a row, without words. */
export function mini(call) {
  const lanes = [6, 44, 86];
  const picture = svg("svg", { viewBox: "0 0 92 46", class: "mini", "aria-hidden": "true" });
  for (const x of lanes.slice(0, call.function ? 3 : 2)) {
    picture.append(svg("line", { class: "lane", x1: x, x2: x, y1: 3, y2: 43 }));
  }
  const steps = [];
  if (call.preflightStatus !== undefined) {
    steps.push({ status: call.preflightStatus, last: call.preflightOnly });
  }
  if (!call.preflightOnly) {
    steps.push({ status: call.status, last: true, function: call.function });
  } else if (call.function) {
    steps[0].function = call.function;
  }
  const pitch = steps.length === 1 ? 18 : 11;
  let y = steps.length === 1 ? 14 : 7;
  for (const step of steps) {
    const tone = step.last ? TONE[call.state] : "good";
    const far = step.function ? lanes[2] : lanes[1];
    picture.append(arrow(lanes[0], far, y, "", 4, call.state === "pending" && step.last && !step.status));
    y += pitch;
    if (step.status) {
      const stops = step.last && (call.state === "blocked" || call.state === "depends");
      picture.append(arrow(far, stops ? lanes[0] + 8 : lanes[0], y, tone, 4));
      if (stops) {
        const x = lanes[0] + 5;
        picture.append(svg("line", { class: `barrier ${tone}`, x1: x, x2: x, y1: y - 6, y2: y + 6 }));
      }
    }
    y += pitch;
  }
  return picture;
}

function arrow(from, to, y, tone, size, dashed) {
  const back = from < to ? -size : size;
  return svg(
    "g",
    { class: tone },
    svg("line", { class: `arrow${dashed ? " dashed" : ""}`, x1: from, x2: to + back / 2, y1: y, y2: y }),
    svg("path", { class: "tip", d: `M${to} ${y}l${back * 1.7} ${-size}v${2 * size}z` }),
  );
}

const FONTS = { slim: "600 12px ", label: "600 12.5px ", mono: "11.5px ", name: "600 14px ", sub: "11px " };
const pen = document.createElement("canvas").getContext("2d");
const families = getComputedStyle(document.documentElement);

function measure(words, style) {
  const kind = Object.keys(FONTS).find((each) => style.split(" ").includes(each));
  const family = kind === "mono" || kind === "sub" ? "--mono" : kind === "name" || kind === "slim" ? "--display" : "--text";
  pen.font = (FONTS[kind] || "12.5px ") + families.getPropertyValue(family);
  return pen.measureText(words).width;
}

/** Breaks after blanks, commas and slashes where it can. */
function wrap(words, style, room, most) {
  const lines = [];
  let rest = words;
  while (rest !== "") {
    let end = rest.length;
    while (end > 1 && measure(rest.slice(0, end), style) > room) {
      end -= 1;
    }
    if (end < rest.length && lines.length === most - 1) {
      lines.push(`${rest.slice(0, Math.max(1, end - 1))}…`);
      break;
    }
    if (end < rest.length) {
      const places = [rest.lastIndexOf(" ", end), rest.lastIndexOf("/", end - 1) + 1, rest.lastIndexOf("-", end - 1) + 1];
      end = places.find((place) => place > end * 0.35) ?? end;
    }
    lines.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return lines;
}

/** A text that fits, cut in its middle: a host's end and its port tell it from others. */
function middleOf(words, style, room) {
  if (measure(words, style) <= room) {
    return words;
  }
  let kept = words.length - 1;
  let cut = words;
  do {
    kept -= 1;
    cut = `${words.slice(0, Math.floor(kept / 2))}…${words.slice(words.length - Math.ceil(kept / 2))}`;
  } while (kept > 2 && measure(cut, style) > room);
  return cut;
}

const CORS = /^(access-control-|vary$)/i;

/** The call in full, as wide as it is shown. */
export function sequence(call, width) {
  const narrow = width < 560;
  const functions = call.exchanges.map((each) => each.function).filter(Boolean);
  const three = functions.length > 0;
  // Boxes as wide as they may be without touching each other.
  const half = narrow ? width / (three ? 6 : 4) - 5 : Math.min(98, (width - 40) / 6);
  const edge = narrow ? 26 : half + 12;
  const middle = Math.min(Math.max(edge + (width - 2 * edge) * 0.6, edge + 2 * half + 8), width - edge - 2 * half - 8);
  const lanes = three ? [edge, narrow ? width * 0.63 : middle, width - edge] : [edge, width - edge];
  const parts = [];
  let y = 62;

  /** Lines that fit, three at most; how far they reach down. */
  const text = (x, at, words, style, room, { anchor, most = 1 } = {}) => {
    const lines = wrap(words, style, room, most);
    lines.forEach((line, i) => {
      const element = svg("text", { x, y: at + 14 * i, class: style, ...(anchor ? { "text-anchor": anchor } : {}) }, line);
      if (i === lines.length - 1 && line.endsWith("…")) {
        element.append(svg("title", {}, words));
      }
      parts.push(element);
    });
    return at + 14 * (lines.length - 1);
  };
  const room = lanes[1] - lanes[0] - 26;
  const left = lanes[0] + 13;

  for (const exchange of call.exchanges) {
    const last = exchange === call.exchanges[call.exchanges.length - 1];
    const answered = exchange.status !== undefined;
    const refused = call.refusal && call.refusal.preflight === exchange.preflight;
    const stops = refused && (call.state === "blocked" || call.state === "depends");
    const tone = stops ? TONE[call.state] : !answered || ["plain", "unknown", "pending"].includes(call.state) ? (exchange.preflight && !last ? "good" : "") : "good";

    y += 18;
    text(left, y, `${exchange.preflight ? "preflight " : ""}${exchange.method} ${path(exchange.url)}`, "label", room);
    y += 8;
    parts.push(arrow(lanes[0], lanes[1], y, "", 5, !answered));
    const top = y;
    for (const [name, value] of exchange.requestHeaders) {
      if (/^(origin|access-control-request-.*|authorization|cookie)$/i.test(name)) {
        y = text(left, y + 15, `${name}: ${value}`, "mono soft", room, { most: 3 });
      }
    }
    if (!answered) {
      y += 30;
      text(left, y, "no response yet", "soft", room);
      y += 14;
      continue;
    }
    if (exchange.function) {
      const middle = lanes[1] + 13;
      const side = lanes[2] - lanes[1] - 26;
      text(middle, top - 8, "event", "soft", side);
      parts.push(arrow(lanes[1], lanes[2], top, "", 5));
      const back = Math.max(y, top + 26);
      text(middle, back - 7, `${exchange.byFunction ? (narrow ? "" : "response · ") : "no usable response · "}${duration(exchange.functionTook)}`,
        exchange.byFunction ? "soft" : "bad", side);
      parts.push(arrow(lanes[2], lanes[1], back, exchange.byFunction ? "" : "bad", 5));
      if (!exchange.byFunction) {
        y = Math.max(back, text(middle, back + 17, exchange.reason, "bad mono", side, { most: 6 }) + 4);
      } else {
        y = back;
      }
    } else if (exchange.reason && exchange.status >= 400 && three) {
      y = Math.max(y, text(lanes[1] + 13, top + 4, `${exchange.madeBy} responds: ${exchange.reason}`, "soft mono", width - lanes[1] - 20, { most: 5 }));
    }
    y += 26;
    const by = exchange.byFunction ? exchange.function || exchange.madeBy : exchange.madeBy;
    text(left + (stops ? 8 : 0), y, `${exchange.status} by ${by}`, `label ${tone}`, room - 8);
    y += 8;
    const end = stops ? lanes[0] + 12 : lanes[0];
    parts.push(arrow(lanes[1], end, y, tone, 5));
    const barrier = y;
    const lines = exchange.responseHeaders.filter(([name]) => CORS.test(name));
    if (stops && !lines.some(([name]) => /^access-control-allow-origin$/i.test(name))) {
      y = text(left + 8, y + 15, "no Access-Control-Allow-Origin", `mono ${tone}`, room - 8, { most: 2 });
    }
    for (const [name, value] of lines) {
      y = text(left + (stops ? 8 : 0), y + 15, `${name}: ${value}`, "mono soft", room - 8, { most: 3 });
    }
    if (!exchange.function && exchange.reason && exchange.status >= 400 && !three) {
      y = text(left + (stops ? 8 : 0), y + 15, exchange.reason, "mono soft", room - 8, { most: 4 });
    }
    if (stops) {
      parts.push(svg("line", { class: `barrier ${tone}`, x1: lanes[0] + 8, x2: lanes[0] + 8, y1: barrier - 17, y2: Math.max(barrier + 17, y + 3) }));
    }
    y += 16;
  }
  const first = call.exchanges[0];
  if (call.preflightOnly && first.status !== undefined && call.state !== "plain") {
    y += 20;
    text(left, y, call.state === "pending" ? `${call.method}: not sent yet` : call.state === "blocked" ? `${call.method} is never sent` : `${call.method} has not come`,
      call.state === "blocked" ? "label bad" : "label soft", room);
    y += 8;
    parts.push(arrow(lanes[0], lanes[0] + (lanes[1] - lanes[0]) * 0.45, y, call.state === "blocked" ? "bad" : "", 5, true));
    y += 8;
  }
  const height = y + 26;
  const picture = svg("svg", { viewBox: `0 0 ${width} ${height}`, height, role: "img", "aria-label": spoken(call) });
  const names = [
    ["page", call.origin ? bare(call.origin) : call.seen || "client"],
    [call.place, bare(call.server)],
    ["function", functions[functions.length - 1] || ""],
  ];
  lanes.forEach((x, i) => {
    const start = narrow && three ? 5 + (i * (width - 4)) / 3 : Math.min(Math.max(x - half, 6), width - 2 * half - 6);
    picture.append(
      svg("line", { class: "lane", x1: x, x2: x, y1: 50, y2: height - 10 }),
      svg("rect", { class: "box", x: start, y: 8, width: 2 * half, height: 42, rx: 9 }),
    );
    text(start + half, 26, names[i][0], narrow ? "name slim" : "name", 2 * half - 8);
    parts.push(svg("text", { x: start + half, y: 42, class: "sub" }, middleOf(names[i][1], "sub", 2 * half - 8), svg("title", {}, names[i][1])));
  });
  picture.append(...parts);
  return picture;
}

/** What the picture shows, for those who do not see it. */
function spoken(call) {
  const steps = call.exchanges.map((each) =>
    `${each.preflight ? "preflight " : ""}${each.method} from the page to ${call.place}`
    + (each.function ? `, on to the function ${each.function}` : "")
    + (each.status === undefined ? ", no response yet" : `, response ${each.status} by ${each.madeBy}`));
  return `${steps.join("; ")}. ${call.state}${call.why ? `: ${call.why}` : ""}`;
}

export function duration(milliseconds) {
  return milliseconds < 10 ? `${milliseconds.toFixed(1)} ms` : milliseconds < 2000 ? `${Math.round(milliseconds)} ms`
    : `${(milliseconds / 1000).toFixed(1)} s`;
}

export function bare(origin) {
  return (origin || "").replace(/^https?:\/\//, "");
}

function path(url) {
  const rest = url.replace(/^\w+:\/\/[^/]*/, "");
  return rest || "/";
}
