// Our one script. Every page works without it; with it, finding is instant and a tap counts once.

// What comes below listens at once; whoever is quick need not wait for the components.
import(document.getElementById("nhsuk-frontend").href).then(({ initAll }) => {
  document.body.classList.add("js-enabled", "nhsuk-frontend-supported");
  initAll();
  document.body.addEventListener("htmx:load", ({ target }) => {
    if (target !== document.body) initAll({ scope: target });
  });
});

// "/" goes to the search box, unless somebody is writing.
document.addEventListener("keydown", (event) => {
  const writing = event.target.closest("input, textarea, select, [contenteditable]");
  const find = document.querySelector("input[type=search]");
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || writing || !find) return;
  event.preventDefault();
  find.focus();
  find.select();
});

// Finding on the device: the list is already here.
const letters = { ł: "l", ø: "o", đ: "d", ß: "ss", æ: "ae", "’": "'" };
const plain = (text) =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[łøđßæ’]/g, (letter) => letters[letter]);

function filter(box) {
  const words = plain(box.value).split(/\s+/).filter(Boolean);
  const cards = [...document.getElementById(box.dataset.filters).children];
  for (const card of cards) {
    card.text ??= plain(`${card.dataset.find} ${card.textContent}`);
    card.hidden = !words.every((word) => card.text.includes(word));
  }
  const shown = cards.filter((card) => !card.hidden).length;
  const hasMore = "more" in box.dataset;
  const where = hasMore ? " on this page. Press Find to search everyone" : "";
  document.getElementById("found").textContent = words.length ? `${shown} of ${cards.length} shown${where}` : "";
}

for (const box of document.querySelectorAll("[data-filters]")) {
  box.addEventListener("input", () => filter(box));
}

// Say whether what is on the screen is on the record.
const saved = document.getElementById("saved-state");

function say(words, { look = false } = {}) {
  if (!saved) return;
  saved.textContent = words;
  saved.classList.toggle("saved--look", look);
}

document.addEventListener("input", ({ target }) => {
  if (target.form?.method !== "post") return;
  target.form.dataset.typed = "yes";
  say("Not saved yet");
});

const clock = () => new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
addEventListener("offline", () => say(`Offline since ${clock()}`, { look: true }));

// The service worker keeps what is recorded until it is on the record, and says how much waits.
const worker = navigator.serviceWorker;
let isWaiting = false;

function listen({ data: { held, waiting, refused, others, sending, offlineSince } }) {
  isWaiting = Boolean(waiting || offlineSince);
  document.body.dataset.held = held;
  const at = (moment) => new Date(moment).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  const words = [
    offlineSince && `Offline since ${at(offlineSince)}`,
    refused && `${refused} not taken: see why`,
    waiting && (sending && !offlineSince ? `Sending ${waiting}` : `${waiting} waiting to send`),
    others.length && `Something of ${others.join(" and ")} waits for them to sign in`,
  ].filter(Boolean).join(" · ");
  if (document.querySelector("form[data-typed]") && !words) return;
  say(words || "All saved", { look: Boolean(offlineSince || refused || others.length) });
  if (waiting || refused || others.length) saved.innerHTML = `<a href="/offline/waiting/">${saved.innerHTML}</a>`;
}

if (worker) {
  worker.addEventListener("message", listen);
  worker.register("/sw.js", { updateViaCache: "none" }).catch(() => undefined);
  const tellWorker = (words) => worker.ready.then(({ active }) => active.postMessage(words));
  const { user } = document.body.dataset;
  tellWorker({ user, isSignIn: location.pathname.startsWith("/sign-in/") });
  addEventListener("online", () => tellWorker({ user, isBack: true }));
  setInterval(() => isWaiting && tellWorker({ user, isBack: true }), 10000);
  navigator.storage?.persist?.();
}

// A form that the service worker drew: it says in what is to be filled in.
const fill = document.getElementById("fill");
if (fill) {
  const { elements } = document.querySelector("[name=entry_id]").form;
  for (const [name, value] of JSON.parse(fill.textContent)) {
    const box = elements.namedItem(name);
    if (box) box.value = value;
  }
}

// What is being typed is kept: a draft that only its author sees, until it is saved. Should the session be over,
// it is kept all the same, and Save leads to sign-in and back.
const KEPT = 204, KEPT_WHILE_SIGNED_OUT = 202;
let keeping, sending;

async function keep(form) {
  const typed = new FormData(form);
  [...typed].forEach(([name, value]) => value instanceof File && typed.delete(name));
  sending = new AbortController();
  const { signal } = sending;
  const answer = await fetch(form.elements.slip.dataset.keeps, { method: "POST", body: typed, signal }).catch(() => null);
  if (signal.aborted) return;
  const isSignedOut = answer?.status === KEPT_WHILE_SIGNED_OUT;
  const isKept = isSignedOut || answer?.status === KEPT;
  if (isSignedOut) showSignedOut(form);
  const where = isSignedOut ? "You are signed out" : "Not in the record yet";
  say(isKept ? `Draft kept at ${clock()}. ${where}` : "Draft not kept: save soon", { look: isSignedOut || !isKept });
}

function showSignedOut(form) {
  const notice = form.querySelector("[data-signed-out]");
  form.querySelector("[type=submit]").before(notice);
  notice.hidden = false;
}

document.addEventListener("input", ({ target }) => {
  if (!target.form?.elements.slip?.value || !target.matches("textarea, input[type=text]")) return;
  clearTimeout(keeping);
  keeping = setTimeout(keep, 1500, target.form);
});
document.addEventListener("submit", () => {
  clearTimeout(keeping);
  sending?.abort();
});

// A second tap on Save does nothing until the first is answered or half a minute has gone by.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-busy", "true");
  say("Saving…");
  setTimeout(() => ready(form), 30000);
});

function ready(form) {
  delete form.dataset.sent;
  form.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
}

document.addEventListener("htmx:afterRequest", ({ target, detail }) => {
  ready(target.closest("form") ?? target);
  if (detail.requestConfig.verb === "post") {
    say(detail.successful ? "All saved" : "Not saved: try again", { look: !detail.successful });
  }
});

// A piece of a page that turns out to be another page, such as the door: load this one afresh, and be shown there.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const { pathname } = new URL(detail.xhr.responseURL || location.href);
  if (pathname === new URL(detail.requestConfig.path, location.href).pathname) return;
  if (!/^\s*<!doctype html>/i.test(detail.xhr.responseText)) return;
  detail.shouldSwap = false;
  location.reload();
});

// Going back must not show a form that is still busy.
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  document.querySelectorAll("form[data-sent]").forEach(ready);
  say("All saved");
});
