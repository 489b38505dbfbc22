// The pages that the service worker draws by itself: the server puts this after sw.js, as one script.

const isHeld = ({ pathname }) => ["/", "/people/", "/record/"].includes(pathname) || PERSON.test(pathname) || RECORD.test(pathname);
const escape = (text) => String(text).replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);
const clock = (at) => new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

async function page(title, main, { person = "", at = 0, fill } = {}) {
  const frame = await caches.match(FRAME);
  const shown = at ? `<p class="mark mark--look" id="drawn-here">No connection: this is how it was at ${clock(at)}</p>` : `<p id="drawn-here" hidden></p>`;
  const filled = fill ? `<script type="application/json" id="fill">${JSON.stringify(fill).replace(/</g, "\\u003c")}</script>` : "";
  const words = { TITLE: escape(title), PERSON: person, MAIN: shown + main + filled };
  const html = (await frame.text()).replace(/%(TITLE|PERSON|MAIN)%/g, (_, name) => words[name]);
  const headers = { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" };
  const policy = frame.headers.get("content-security-policy");
  return new Response(html, { headers: policy ? { ...headers, "content-security-policy": policy } : headers });
}

const notHeld = () => page("No connection", `<h1>This page needs a connection</h1><p>It is not held on this device. It opens when the connection is back.</p><p><a href="/people/">My people</a></p>`);

const needsSignal = (now) => page("No connection", `<h1>Changing worker needs a connection</h1><p>${now ? `${escape(now.name)} is still signed in here, and can go on` : "Nobody can come in until the connection is back"}. What you typed is still there: go back.</p><p><a href="/people/">My people</a></p>`);

const notYours = () => page("Not saved", `<h1>Not saved: somebody else began this</h1><p>It was begun before another worker came in on this device, so it is not saved under either name. Begin it again.</p><p><a href="/people/">My people</a></p>`);

/** Who began a form: its slip says so, signed by the server (accounts/slips.py); what we drew carries their id. */
function authorOf(typed) {
  const said64 = said(typed, "slip").split(":")[0].replace(/-/g, "+").replace(/_/g, "/");
  return said64 ? JSON.parse(atob(said64))[0] : said(typed, "author");
}

async function draw(now, url, { typed, problems = [] } = {}) {
  const start = now && (await heldCopy(now, "start"));
  if (!start || !isHeld(url)) return notHeld();
  if (["/", "/people/"].includes(url.pathname)) return page("My people", `<h1>My people</h1>${start.list}`, start);
  if (url.pathname === "/record/") return page("Record care", `<h1>Whose care do you want to record?</h1>${start.choose}`, start);
  const [, id] = PERSON.exec(url.pathname) ?? RECORD.exec(url.pathname);
  const person = await heldCopy(now, id);
  if (!person) return notHeld();
  if (PERSON.test(url.pathname)) return page(person.name, person.page, { person: person.banner, at: person.at });
  const asks = url.searchParams, kind = start.kinds[said(typed ?? [...asks], "kind")];
  if (!kind) return page(`Record care, ${person.name}`, `${await keptNote(now, asks.get("kept"))}<h1>What did you do?</h1>${person.choose}`, { person: person.banner, at: person.at });
  return drawForm(now, person, kind, typed ?? emptyForm(asks), problems, url.pathname + url.search);
}

function drawForm(now, person, kind, typed, problems, path) {
  const asked = person.tasks[said(typed, "instruction")];
  const title = said(typed, "kind") === "planned" && asked ? asked : kind.label;
  const lines = problems.map((words) => `<li>${escape(words)}</li>`).join("");
  const main = `<h1>${escape(title)}</h1>
    ${asked && title !== asked ? `<p><b>From the plan:</b> ${escape(asked)}</p>` : ""}
    ${lines && `<div class="nhsuk-error-summary" role="alert"><h2 class="nhsuk-error-summary__heading">There is a problem</h2><ul class="nhsuk-list nhsuk-error-summary__list">${lines}</ul></div>`}
    ${kind.form.replaceAll("%NAME%", escape(person.name)).replace("%FACE%", person.face ?? "").replace(/<form ([^>]*)>/, (_, rest) => `<form action="${escape(path)}" ${rest}><input type="hidden" name="author" value="${now.user}">`)}`;
  return page(`${title}, ${person.name}`, main, { person: person.banner, at: person.at, fill: typed });
}

/** What a form begins with: an id, and the day and time of this device's clock, in the time of the United Kingdom. */
function emptyForm(asks) {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", dateStyle: "short", timeStyle: "short" }).formatToParts(Date.now());
  const { day, month, year, hour, minute } = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return Object.entries({
    entry_id: uuid7(), kind: asks.get("kind"), instruction: asks.get("instruction") ?? "",
    "day-day": day, "day-month": month, "day-year": year, time: `${hour}:${minute}`,
    clock: `${year}-${month}-${day}T${hour}:${minute}`,
  });
}

const said = (typed, asked) => typed.find(([name]) => name === asked)?.[1] ?? "";

async function whatIsMissing(now, typed) {
  const start = await heldCopy(now, "start");
  if (!["done", ""].includes(said(typed, "outcome"))) return [];
  return (start?.kinds[said(typed, "kind")]?.must ?? []).filter(([names]) => !names.some((name) => said(typed, name))).map(([, words]) => words);
}

function uuid7() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Date.now().toString(16).padStart(12, "0") + [...bytes.slice(6)].map((one) => one.toString(16).padStart(2, "0")).join("");
  const variant = "89ab"[bytes[8] & 3];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

const counted = (photographs) => `photograph${photographs === 1 ? "" : "s"}`;

async function keptNote(now, id) {
  const kept = id && (await read("outbox", id));
  if (!kept) return "";
  const { photographs = [], lost } = await unseal(now.outboxKey, kept.sealed);
  const left = lost ? `<p class="mark mark--danger"><b>Kept without its ${counted(lost)}</b>: this device is full. Take it again when the connection is back, and add it to the entry.</p>` : "";
  return `<div class="saved-note" role="status"><p class="mark mark--look"><b>Kept on this device at ${clock(kept.at)}</b>${photographs.length ? `, with its ${counted(photographs.length)}` : ""}: not on the record yet. It is sent by itself when the connection is back. <a href="${WAITING}">What waits</a></p>${left}</div>`;
}

/** What waits here: to be sent, to be mended, or for its author to sign in. */
async function atWaiting(request, url) {
  const now = await session();
  const all = await readAll("outbox");
  if (request.method === "POST") {
    const { id } = Object.fromEntries(await request.formData());
    if (all.some((one) => one.id === id && one.refused && one.author === now?.user)) await remove("outbox", id);
    tell();
    return Response.redirect(WAITING, 303);
  }
  const mend = all.find((one) => one.id === url.searchParams.get("mend") && one.author === now?.user);
  if (mend) {
    const { path, typed } = await unseal(now.outboxKey, mend.sealed);
    return draw(now, new URL(path, location.origin), { typed, problems: [mend.refused ?? "Not sent yet"] });
  }
  const others = all.filter((one) => one.author !== now?.user);
  const mine = await Promise.all(all.filter((one) => one.author === now?.user).map((one) => inWords(now, one)));
  const held = (await keysOf("held")).length - 1, start = held > 0 && (await read("held", "start"));
  return page("Waiting to be sent", `<h1>Waiting to be sent</h1>
    ${mine.length ? `<ul class="planned">${mine.join("")}</ul>` : "<p>Nothing of yours waits on this device: what you saved is on the record.</p>"}
    ${others.map(({ by, at }) => `<p>Something that ${escape(by)} recorded at ${clock(at)} waits for ${escape(by)} to sign in here.</p>`).join("")}
    <h2>Without signal</h2>
    <p>${start ? `${held} ${held === 1 ? "person is" : "people are"} held on this device since ${clock(start.at)}, sealed, for at most 24 hours.` : "Nobody is held on this device: sign in, and open My people."}</p>
    ${(await navigator.storage?.persisted?.()) ? "" : "<p>This browser may clear what waits when it is not used for a week, or when the device is full: add this page to the home screen to be safe.</p>"}
    <p>On a device that you share, going on works without signal, and changing worker needs it.</p>
    <p><a href="/people/">My people</a></p>`);
}

async function inWords(now, kept) {
  const { person, typed, photographs = [] } = await unseal(now.outboxKey, kept.sealed);
  const start = await heldCopy(now, "start"), whom = await heldCopy(now, person);
  const what = `${escape(start?.kinds[said(typed, "kind")]?.label ?? "Care")} for ${escape(whom?.name ?? "somebody you do not support now")}, at ${clock(kept.at)}${photographs.length ? `, with ${photographs.length} ${counted(photographs.length)}, ${Math.ceil(kept.sealed.text.byteLength / 1000)} kB` : ""}`;
  if (!kept.refused) return `<li><p><b>${what}</b><br>Kept on this device, not on the record yet. It is sent by itself.</p></li>`;
  return `<li><p><b>${what}</b><br><span class="mark mark--look">Not taken: ${escape(kept.refused)}</span><br><a href="${WAITING}?mend=${kept.id}">Open and mend it</a></p>
    <details><summary>Remove it from this device</summary><form method="post" action="${WAITING}"><p>It is not on the record, and will be nowhere after this.</p><input type="hidden" name="id" value="${kept.id}"><button class="nhsuk-button nhsuk-button--secondary">Remove it</button></form></details></li>`;
}
