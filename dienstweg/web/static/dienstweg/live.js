/* A change that a rule reads takes effect at once: the server is asked what the page asks now, and its answer is worked
   into the page. The browser decides nothing. Without this script or without a network the same happens on "Weiter". */
"use strict";
{
  const DELAY = 250; // milliseconds: arrow keys run through radio buttons
  const place = document.getElementById("fragen");
  const form = place.closest("form");
  const said = document.getElementById("fragen-neu");
  const watched = new Set(place.dataset.watched.split(" "));
  const states = new Map(); // what stands or stood in each input, by name: a question may go and come back
  let timer = 0;
  let asking = new AbortController();
  let changed = null; // the input that was changed last
  let seen = null; // the questions before the change, until all that follows from it is there
  let released = Promise.resolve(); // a mouse button that is down must find the page as it was

  const whole = (name) => name.replace(/\.(?:tag|monat|jahr|anderer)$/, "");
  const isWatched = (name) => watched.has(whole(name).replace(/\.\d+(?=\.|$)/g, ""));
  const inputs = () => [...place.querySelectorAll("[name]:is(input, select, textarea):not([type=hidden])")];
  const isTicked = (input) => input.type === "radio" || input.type === "checkbox";

  // --- asking ------------------------------------------------------------------------------------------------------

  function stop() {
    clearTimeout(timer);
    asking.abort();
  }

  function soon() {
    stop();
    timer = setTimeout(look, DELAY);
  }

  async function look() {
    const { signal } = (asking = new AbortController());
    try {
      const answer = await fetch(location.href, { method: "POST", body: told(), signal, redirect: "error" });
      const html = answer.status === 200 ? await answer.text() : "";
      await released;
      if (html && !signal.aborted) show(html);
    } catch {
      // Offline, or overtaken by a later change.
    }
  }

  /** Everything that stands on the page but files; what has no answer is named too, so that its rows stay open. */
  function told() {
    const body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
    for (const input of inputs()) if (!body.has(input.name)) body.append(input.name, "");
    const faults = [...place.querySelectorAll("[id$='-fehler']")].map((fault) => fault.id.slice(0, -"-fehler".length));
    body.set("gesagt", faults.join(" "));
    body.set("aktion", "ansehen");
    return body;
  }

  // --- working the answer in ---------------------------------------------------------------------------------------

  function show(html) {
    const answer = new DOMParser().parseFromString(html, "text/html").body;
    seen ??= questions();
    const focused = place.contains(document.activeElement) ? document.activeElement : null;
    const fixed = focused ?? changed;
    const height = fixed?.getBoundingClientRect().top;
    remember();
    blend(place, answer);
    const more = recall();
    if (focused && !focused.isConnected) changed?.focus({ preventScroll: true });
    if (fixed?.isConnected) scrollBy({ top: fixed.getBoundingClientRect().top - height, behavior: "instant" });
    forgetFaults();
    if (more) {
      soon();
    } else {
      tell(seen, questions());
      seen = null;
    }
  }

  /** What marks a node among its siblings: most blocks hold an id of their own; one of many radio buttons its value. */
  function mark(node) {
    if (node.nodeName === "OPTION") return `OPTION ${node.value}`;
    const own = node.id || node.nodeType !== Node.ELEMENT_NODE ? node : node.querySelector("[id]");
    if (own?.type !== "radio") return `${node.nodeName} ${own?.id ?? ""}`;
    const alone = node === own || node.querySelectorAll("input").length === 1;
    return `${node.nodeName} ${own.name}${alone ? `=${own.value}` : ""}`;
  }

  function marked(parent) {
    const seen = new Map();
    const number = (name) => seen.set(name, (seen.get(name) ?? 0) + 1).get(name);
    return new Map([...parent.childNodes].map((node) => [`${mark(node)} ${number(mark(node))}`, node]));
  }

  /** Make the children of a node like those of another. What is there already stays the same node. */
  function blend(old, fresh) {
    const had = marked(old);
    const has = marked(fresh);
    for (const [name, node] of had) if (!has.has(name)) node.remove();
    let here = old.firstChild;
    for (const [name, node] of has) {
      const known = had.get(name);
      if (!known || known !== here) old.insertBefore(known ?? node, here);
      else here = here.nextSibling;
      if (known && !known.isEqualNode(node)) renew(known, node);
    }
  }

  function renew(old, fresh) {
    if (old.nodeType !== Node.ELEMENT_NODE) {
      old.data = fresh.data;
      return;
    }
    for (const { name } of [...old.attributes]) {
      if (!fresh.hasAttribute(name) && name !== "open") old.removeAttribute(name); // a hint somebody unfolded stays so
    }
    for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    blend(old, fresh);
  }

  function isOther(input) {
    if (isTicked(input)) return input.checked !== input.defaultChecked;
    if (input.nodeName !== "SELECT") return input.type !== "file" && input.value !== input.defaultValue;
    const drawn = [...input.options].findIndex((option) => option.defaultSelected);
    return input.selectedIndex !== Math.max(drawn, 0);
  }

  // --- what was typed ----------------------------------------------------------------------------------------------

  function remember() {
    for (const input of inputs()) {
      if (input.type === "file") {
        if (input.files.length) states.set(input.name, input);
      } else if (!isTicked(input) || input.checked) states.set(input.name, input.value);
    }
  }

  /** Put back what stood there. True where that is an answer the server has not seen. */
  function recall() {
    let more = false;
    for (const input of inputs()) {
      const state = states.get(input.name);
      if (state === undefined) {
        more ||= isTicked(input) && input.checked && isWatched(input.name); // the only answer that a rule leaves
        continue;
      }
      if (input.type === "file") {
        if (!input.files.length) input.replaceWith(state);
      } else if (isTicked(input)) {
        if (input.checked !== (input.value === state)) {
          input.checked = input.value === state;
          more ||= input.checked && isWatched(input.name);
        }
      } else if (input.value !== state) {
        input.value = state;
        if (input.selectedIndex === -1) input.selectedIndex = 0; // a rule has taken the entry from the list
        more ||= input.value === state && isWatched(input.name);
      }
    }
    return more;
  }

  // --- telling -----------------------------------------------------------------------------------------------------

  function questions() {
    const seen = inputs().filter((input) => input.checkVisibility?.() ?? true);
    return new Map(seen.reverse().map((input) => [whole(input.name), input])); // the first of several stays
  }

  function tell(before, now) {
    const come = [...now].filter(([name]) => !before.has(name)).reverse();
    const gone = [...before].filter(([name]) => !now.has(name));
    const words = [];
    if (come.length === 1) words.push(`Neue Frage: ${label(come[0][1])}`);
    if (come.length > 1) words.push(`${come.length} neue Fragen, die erste: ${label(come[0][1])}`);
    if (gone.length === 1) words.push("Eine Frage ist weggefallen.");
    if (gone.length > 1) words.push(`${gone.length} Fragen sind weggefallen.`);
    if (words.length) said.textContent = words.join(" ");
  }

  function label(input) {
    const isPart = isTicked(input) || whole(input.name) !== input.name;
    const text = isPart ? input.closest("fieldset")?.querySelector("legend") : input.labels?.[0];
    return (text?.textContent.trim() ?? "").replace(/[^.?!]$/, "$&.");
  }

  /** Errors that were told above and whose question is gone. */
  function forgetFaults() {
    const summary = document.querySelector(".dw-errors");
    for (const link of summary?.querySelectorAll("a[href^='#']") ?? []) {
      if (!document.getElementById(decodeURIComponent(link.hash.slice(1)))) link.closest("li").remove();
    }
    if (summary && !summary.querySelector("li")) summary.remove();
  }

  form.addEventListener("change", ({ target }) => {
    if (!isWatched(target.name ?? "")) return;
    changed = target;
    soon();
  });
  form.addEventListener("submit", stop);
  addEventListener("pointerdown", () => {
    released = new Promise((free) => {
      for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => setTimeout(free), { once: true });
    });
  });
  addEventListener("pageshow", () => {
    // The browser may have put answers back that the server did not draw.
    if (inputs().some((input) => isWatched(input.name) && isOther(input))) soon();
  });
}
