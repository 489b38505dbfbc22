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

// Say whether what is on the screen is on the record; where a service worker keeps entries, not before it was heard.
const saved = document.getElementById("saved-state");
if (saved && !navigator.serviceWorker?.controller) saved.dataset.told = "";

function say(words, { look = false } = {}) {
  if (!saved) return;
  saved.dataset.told = "";
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

function listen({ data }) {
  if (data.photographsOf) return bringBack(data);
  const { held, waiting, refused, others, sending, offlineSince } = data;
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

// Photographs are made smaller here: what is sent is the picture, and not where or with what it was taken.
const LONGEST = 1600, HEAVIEST = 300_000;
const photographs = document.querySelector("[data-photographs]");
let chosen = [], drawing = Promise.resolve(), toDraw = 0;

async function smaller(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [picture.width, picture.height].map((side) => Math.max(1, Math.round(side * scale)));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  let drawn;
  for (const quality of [0.85, 0.7, 0.55, 0.4]) {
    drawn = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
    if (drawn.size <= HEAVIEST) break;
  }
  return { file: new File([drawn], "photograph.jpg", { type: "image/jpeg" }), canvas };
}

/** Draw what was chosen, one choice after the other. */
function choose(files) {
  toDraw += 1;
  drawing = drawing.then(() => add(files)).finally(() => (toDraw -= 1));
  return drawing;
}

async function add(files) {
  const most = Number(photographs.dataset.photographs);
  const found = await Promise.all(files.map((one) => smaller(one).catch(() => undefined)));
  const read = found.filter(Boolean), room = most === 1 ? 1 : most - chosen.length;
  chosen = most === 1 && read.length ? read.slice(0, 1) : [...chosen, ...read.slice(0, room)];
  const problem = read.length < found.length ? "One could not be read here. Choose a JPEG, PNG or WebP picture" : "";
  showChosen(problem || (read.length > room ? `There can be ${most}` : ""));
}

function showChosen(problem = "") {
  const all = new DataTransfer();
  chosen.forEach(({ file }) => all.items.add(file));
  photographs.files = all.files;
  const list = document.getElementById("chosen") ?? Object.assign(document.createElement("div"), { id: "chosen", className: "photos" });
  list.setAttribute("role", "status");
  list.replaceChildren(...chosen.flatMap(({ canvas }, place) => {
    const name = `photograph ${place + 1} of ${chosen.length}`;
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", name);
    const remove = Object.assign(document.createElement("button"), { type: "button", className: "nhsuk-button nhsuk-button--secondary", textContent: `Remove ${name}` });
    remove.addEventListener("click", () => {
      chosen.splice(place, 1);
      showChosen();
      photographs.focus();
    });
    return [canvas, remove];
  }), problem);
  photographs.after(list);
}

/** What waits on this device comes back into the form in which its author mends it. */
async function bringBack({ photographs: files }) {
  if (!files.length) return;
  await choose(files);
  document.querySelector("[data-chosen-again]")?.remove();
  photographs.closest("details").open = true;
}

if (photographs) {
  photographs.addEventListener("change", () => choose([...photographs.files]));
  photographs.form.addEventListener("submit", (event) => {
    if (!toDraw) return;
    event.preventDefault();
    event.stopPropagation();
    const { submitter } = event;
    drawing.then(() => setTimeout(() => photographs.form.requestSubmit(submitter)));
  });
  const id = photographs.form.elements.entry_id?.value;
  if (id) worker?.ready.then(({ active }) => active.postMessage({ photographsOf: id }));
}

// What is being typed is kept: a draft that only its author sees, until it is saved. Should the session be over,
// it is kept all the same, and Save leads to sign-in and back.
const KEPT = 204, KEPT_WHILE_SIGNED_OUT = 202;
let keeping, sending;

async function keep(form) {
  sending = new AbortController();
  const { signal } = sending;
  const answer = await fetch(form.elements.slip.dataset.keeps, { method: "POST", body: typedIn(form), signal }).catch(() => null);
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
document.addEventListener("submit", ({ target }) => {
  clearTimeout(keeping);
  sending?.abort();
  for (const form of document.querySelectorAll("form[data-typed]")) if (form !== target) keepOnTheWay(form);
});

// What stands in another form when one leaves the page: its slip says whose words they are, whoever is here by then.
function keepOnTheWay(form) {
  const { slip } = form.elements;
  if (slip?.value) navigator.sendBeacon(slip.dataset.keeps, typedIn(form));
}

function typedIn(form) {
  const typed = new FormData(form);
  [...typed].forEach(([name, value]) => value instanceof File && typed.delete(name));
  return typed;
}

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

// A shared device hides the page when nobody uses it, then ends the session, in any of its tabs (SEC-04). A page that
// the device drew by itself is told nothing by the server, so what the last page was told is remembered.
const shared = document.getElementById("drawn-here") ? JSON.parse(localStorage.shared ?? "{}") : { ...document.body.dataset };
const OFTEN = 15000;

function watch({ hidesAfter, endsAfter }) {
  localStorage.shared = JSON.stringify({ hidesAfter, endsAfter });
  const cover = document.createElement("dialog");
  cover.className = "cover";
  cover.setAttribute("aria-labelledby", "cover-says");
  cover.innerHTML = `<p id="cover-says">The screen is hidden, because nobody used it.</p><button class="nhsuk-button" type="button">Show it again</button>`;
  document.body.append(cover);
  const change = document.getElementById("change-worker");
  let told = Date.now(), ending = 0;

  function used() {
    const now = Date.now();
    if (cover.open || now - (localStorage.usedAt ?? 0) < 1000) return;
    localStorage.usedAt = now;
    if (!change || now - told < OFTEN) return;
    told = now;
    fetch(change.dataset.here, { redirect: "manual" }).catch(() => undefined);
  }

  async function end() {
    // Without signal nobody else can come in: the page stays hidden, and whoever is here goes on.
    if (!(await fetch("/healthz").catch(() => undefined))?.ok) return;
    if (!change) return location.reload();
    change.elements.next.value = location.pathname + location.search;
    change.requestSubmit();
  }

  function look() {
    const now = Date.now(), idle = (now - localStorage.usedAt) / 1000;
    if (idle >= hidesAfter && !cover.open) cover.showModal();
    if (idle < hidesAfter && cover.open) cover.close();
    if (idle < endsAfter || now - ending < OFTEN) return;
    ending = now;
    end();
  }

  cover.addEventListener("click", () => cover.close());
  cover.addEventListener("close", () => (localStorage.usedAt = Date.now()));
  ["pointerdown", "keydown", "input", "scroll"].forEach((kind) => addEventListener(kind, used, { capture: true, passive: true }));
  localStorage.usedAt = Date.now();
  setInterval(look, 1000);
}

if (shared.hidesAfter) watch(shared);
else delete localStorage.shared;
