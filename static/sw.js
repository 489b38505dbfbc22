// Stands between the pages and the network. What is recorded is kept here, sealed, until the server has acknowledged
// it; today's people are held, sealed, so that care goes on without signal. Decision 0015 says what that protects.
// ASSETS, the addresses of what every page is drawn with, is put before this line by the server.

const FRAME = "/offline/", WAITING = "/offline/waiting/", CHANGE = "/change-worker/", HELD = "/offline/held/", SEND = "/offline/send/";
const RECORD = /^\/people\/([0-9a-f-]{36})\/record\/$/, PERSON = /^\/people\/([0-9a-f-]{36})\/$/;
const HOUR = 3600e3, HELD_FOR = 24 * HOUR, FRESH_FOR = HOUR / 2;
const PATIENCE = 8000; // A page that is held is shown when the network has not answered by then, in milliseconds.
const AT_ONCE = 50, HEAVY = 1e6; // Entries, and letters: so many are sent at once, of what is heavy one.
const CACHE = `frame ${ASSETS.join(" ")}`;

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("message", (event) => event.waitUntil(hear(event.data, event.source)));
addEventListener("sync", (event) => event.waitUntil(flush()));
addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(navigate(request, url));
  else if (ASSETS.includes(url.pathname)) event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
});

async function install() {
  const cache = await caches.open(CACHE);
  // Asked for as nobody: the frame must hold nothing about whoever is signed in.
  await cache.addAll([...ASSETS, FRAME].map((path) => new Request(path, { credentials: "omit" })));
  await skipWaiting();
}

async function activate() {
  for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
  await clients.claim();
}

// The store. An update of this script never touches it: what waits in it is somebody's work. -------------------------

let opened;
function database() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open("dscr", 1);
    asked.onupgradeneeded = () => ["session", "held", "outbox"].forEach((name) => asked.result.createObjectStore(name));
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  opened.catch(() => (opened = undefined));
  return opened;
}

async function store(name, mode, act) {
  const transaction = (await database()).transaction(name, mode, { durability: "strict" });
  const asked = act(transaction.objectStore(name));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(asked.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error ?? asked.error);
  });
}

const read = (name, key) => store(name, "readonly", (one) => one.get(key));
const readAll = (name) => store(name, "readonly", (one) => one.getAll());
const keysOf = (name) => store(name, "readonly", (one) => one.getAllKeys());
const write = (name, key, value) => store(name, "readwrite", (one) => one.put(value, key));
const remove = (name, key) => store(name, "readwrite", (one) => one.delete(key));
const empty = (name) => store(name, "readwrite", (one) => one.clear());

async function seal(key, value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(JSON.stringify(value));
  return { iv, text: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, text) };
}

async function unseal(key, { iv, text }) {
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, text)));
}

// Who is signed in here, with two keys: one for what is held, which this device alone ever had, and one for what
// waits, which the server gives to its author at each sign-in. Without them both are noise.

async function session() {
  const now = await read("session", "now");
  if (now && Date.now() > now.until) return forget();
  return now;
}

async function forget() {
  chosenLast = undefined;
  await empty("session");
  await empty("held");
}

async function begin(user) {
  const answer = await ask(HELD);
  if (answer?.type === "opaqueredirect") return forget();
  if (answer?.status !== 200) return;
  const told = await answer.json();
  let now = await session();
  if (now?.user !== told.user) {
    await forget();
    const raw = Uint8Array.from(atob(told.key), (one) => one.charCodeAt(0));
    now = {
      outboxKey: await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]),
      heldKey: await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]),
    };
  }
  const { name, csrf } = told;
  await write("session", "now", { ...now, user: told.user, name, csrf, until: Date.now() + HELD_FOR, heldAt: Date.now() });
  await hold(told);
  await tell();
}

/** Hold the list and the forms, then each person who has not been held or not for long; let go of all others. */
async function hold({ list, choose, kinds, at, people }) {
  const now = await session();
  await write("held", "start", { at: Date.now(), sealed: await seal(now.heldKey, { list, choose, kinds, at }) });
  for (const key of await keysOf("held")) if (key !== "start" && !people.includes(key)) await remove("held", key);
  for (const id of people) {
    const held = await read("held", id);
    if (held && Date.now() - held.at < FRESH_FOR) continue;
    const answer = await ask(`/people/${id}/held/`);
    if (answer?.status !== 200 || (await session())?.user !== now.user) return;
    await write("held", id, { at: Date.now(), sealed: await seal(now.heldKey, await answer.json()) });
  }
}

async function heldCopy(now, key) {
  const held = await read("held", key);
  return held && unseal(now.heldKey, held.sealed);
}

// The network. ------------------------------------------------------------------------------------------------------

let offlineSince = 0, sending = false;

const isDown = (answer) => answer.status >= 500;

async function ask(path, options = {}) {
  const signal = AbortSignal.timeout(2 * PATIENCE);
  const answer = await fetch(path, { redirect: "manual", cache: "no-store", signal, ...options }).catch(() => undefined);
  online(answer && !isDown(answer));
  return answer && !isDown(answer) ? answer : undefined;
}

function online(is) {
  if (is === !offlineSince) return;
  offlineSince = is ? 0 : Date.now();
  tell();
}

async function navigate(request, url) {
  if (url.pathname === WAITING) return atWaiting(request, url).catch(() => fetch(request));
  if (request.method !== "GET") return post(request, url);
  const now = await session().catch(() => undefined);
  const answer = fetch(request).then((one) => (isDown(one) && now && isHeld(url) ? Promise.reject(one) : one));
  answer.catch(() => undefined); // it may fail after the held page was shown
  const tooLong = new Promise((_, reject) => now && isHeld(url) && setTimeout(reject, PATIENCE));
  try {
    const came = await Promise.race([answer, tooLong]);
    online(true);
    return came;
  } catch {
    online(false);
    return draw(now, url);
  }
}

async function post(request, url) {
  const now = await session().catch(() => undefined);
  if (now && RECORD.test(url.pathname)) return record(now, request, url);
  const isSigningOut = url.pathname === "/sign-out/", isChanging = url.pathname === CHANGE;
  if (isSigningOut) await forget().catch(() => undefined);
  try {
    const answer = await fetch(request);
    online(true);
    if (isChanging && answer.type === "opaqueredirect") await forget().catch(() => undefined);
    return answer;
  } catch {
    online(false);
    if (isChanging) return needsSignal(now);
    const words = isSigningOut
      ? "<h1>This device has let go of what it held</h1><p>There is no connection, so the server will end your sign-in by itself after 15 minutes.</p>"
      : "<h1>Not saved: there is no connection</h1><p>Go back: what you typed is still there. Save it when the connection is back.</p>";
    return page("No connection", words);
  }
}

// Recording: kept here first, then sent; it goes from here when the server has said that it has it. ------------------

async function record(now, request, url) {
  const sent = await request.clone().formData(), author = authorOf([...sent]);
  // Begun by somebody else, before they left this device: the server keeps it for them, under nobody else's name.
  if (author && author !== now.user) return fetch(request).catch(() => notYours());
  const typed = [...sent].filter(([name, value]) => typeof value === "string" && !["csrfmiddlewaretoken", "slip", "author"].includes(name));
  const photographs = await asText(sent.getAll("photographs"));
  chosenLast = { id: said(typed, "entry_id"), photographs };
  const missing = said(typed, "clock") ? await whatIsMissing(now, typed) : [];
  if (missing.length) return draw(now, url, { typed, problems: missing });
  const id = said(typed, "entry_id"), path = url.pathname + url.search;
  const entry = { person: RECORD.exec(url.pathname)[1], path, typed, photographs, written_at: Date.now() };
  try {
    await keep(now, id, entry);
  } catch {
    const answer = await withoutKeeping(now, url, id, entry);
    if (answer) return answer;
  }
  await Promise.race([flush().catch(() => undefined), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
  const kept = await read("outbox", id);
  if (!kept) return Response.redirect(`${url.pathname}?saved=${id}`, 303);
  if (!(await session())) return Response.redirect(`/sign-in/?next=${encodeURIComponent(url.pathname)}`, 303);
  if (!kept.refused) return Response.redirect(`${url.pathname}?kept=${id}`, 303);
  // The server says better than we can what is wrong, and draws the form again. What was not taken stays here until
  // it is recorded as it was mended, under the same id, or its author removes it.
  return (await asPage(now, url, typed, photographs)) ?? Response.redirect(WAITING, 303);
}

/** Post a form as its page does, under the token of this device: what was drawn here carries none. */
async function asPage(now, url, typed, photographs) {
  const body = new FormData();
  typed.forEach(([name, value]) => body.append(name, value));
  asFiles(photographs).forEach((one) => body.append("photographs", one));
  const answer = await ask(url.pathname + url.search, {
    method: "POST", body, headers: { "x-csrftoken": now.csrf }, signal: patienceFor(photographs.join("").length),
  });
  return answer?.type === "opaqueredirect" ? Response.redirect(url.pathname, 303) : answer;
}

/** The device is full: what cannot be kept is sent at once, or kept without its photographs and the worker told so. */
async function withoutKeeping(now, url, id, entry) {
  const answer = await asPage(now, url, entry.typed, entry.photographs);
  if (answer) return answer;
  try {
    if (!entry.photographs.length) throw new Error("there is nothing to leave out");
    return void (await keep(now, id, { ...entry, photographs: [], lost: entry.photographs.length }));
  } catch {
    const problem = "This is not saved: the device is full and there is no connection. Write it on paper";
    return draw(now, url, { typed: entry.typed, problems: [problem] });
  }
}

// Photographs wait as text beside what was typed, sealed with it. Those of the form that was sent last are at hand: a
// browser does not send them again when it is drawn again.

let chosenLast;

async function asText(files) {
  const chosen = files.filter((one) => one.size);
  const read = async (one) => new Uint8Array(await one.arrayBuffer()).reduce((text, byte) => text + String.fromCharCode(byte), "");
  return Promise.all(chosen.map(async (one) => btoa(await read(one))));
}

const asFiles = (photographs) => photographs.map((one) =>
  new File([Uint8Array.from(atob(one), (letter) => letter.charCodeAt(0))], "photograph.jpg", { type: "image/jpeg" }));

/** As long as a page may take, and longer for what is heavy: a weak signal carries ten letters in a millisecond. */
const patienceFor = (letters) => AbortSignal.timeout(2 * PATIENCE + letters / 10);

async function keep(now, id, entry) {
  const sealed = await seal(now.outboxKey, entry);
  await write("outbox", id, { id, author: now.user, by: now.name, at: entry.written_at, sealed });
  await registration.sync?.register("send").catch(() => undefined);
  tell();
}

let flushing = Promise.resolve();
const flush = () => (flushing = flushing.then(sendAll, sendAll));

async function sendAll() {
  const dealtWith = new Set(); // What the server could say nothing of waits for the next time, and holds up nothing.
  for (;;) {
    const now = await session();
    const mine = upToHeavy((await waitingOf(now)).filter(({ id }) => !dealtWith.has(id))).slice(0, AT_ONCE);
    if (!mine.length) break;
    sending = true;
    tell();
    const ids = (await sendSome(now, mine)) ?? [];
    if (!ids.length) break;
    ids.forEach((id) => dealtWith.add(id));
  }
  sending = false;
  tell();
}

async function waitingOf(now) {
  const all = now ? await readAll("outbox") : [];
  return all.filter((one) => one.author === now.user && !one.refused).sort((one, other) => one.at - other.at);
}

/** The first of what waits, as far as it is light enough to be sent at once. */
function upToHeavy(all) {
  let letters = 0;
  return all.filter(({ sealed }, place) => (letters += sealed.text.byteLength) <= HEAVY || !place);
}

/** Send some of what waits, believe only what the answer says of each, and return the ids of what was answered. */
async function sendSome(now, some) {
  const entries = [];
  for (const one of some) {
    const kept = await unseal(now.outboxKey, one.sealed).catch(() => undefined);
    if (!kept) return refuse(one, "It cannot be read any more with your key. Write it again");
    const { person, typed, photographs = [], written_at } = kept;
    entries.push({ id: one.id, person, typed, photographs, written_at });
  }
  const body = JSON.stringify({ sent_at: Date.now(), entries });
  const headers = { "content-type": "application/json", "x-csrftoken": now.csrf };
  const answer = await ask(SEND, { method: "POST", body, headers, signal: patienceFor(body.length) });
  if (answer?.type === "opaqueredirect") return forget();
  if (answer?.status === 403) return begin(now.user); // another token since, or no more the right to
  if (answer?.status === 400 && some.length > 1) return (await Promise.all(some.map((one) => sendSome(now, [one])))).flat().filter(Boolean);
  if (answer?.status === 400) return refuse(some[0], "It could not be read. Write it again");
  if (answer?.status !== 200) return [];
  const { recorded, refused } = await answer.json();
  for (const one of some) {
    if (recorded.includes(one.id)) await settle(one, (outbox) => outbox.delete(one.id));
    else if (refused[one.id]) await refuse(one, refused[one.id]);
  }
  return some.map(({ id }) => id);
}

async function refuse(kept, why) {
  await settle(kept, (outbox) => outbox.put({ ...kept, refused: why }, kept.id));
  return [kept.id];
}

/** Do something with what was sent, unless its author wrote it anew meanwhile: that was not sent yet. */
const settle = (sent, act) => store("outbox", "readwrite", (outbox) => {
  const asked = outbox.get(sent.id);
  asked.onsuccess = () => asked.result?.at === sent.at && act(outbox);
  return asked;
});

// What the pages say and hear. --------------------------------------------------------------------------------------

async function hear({ user, isSignIn, isBack, photographsOf }, client) {
  if (photographsOf) return client.postMessage({ photographsOf, photographs: asFiles(await photographsWaiting(photographsOf)) });
  if (isSignIn) await forget();
  await tell();
  const now = await session();
  if (user && (now?.user !== user || Date.now() - now.heldAt > FRESH_FOR)) await begin(user);
  if (isBack || offlineSince) await ask("/healthz");
  await flush();
}

/** The photographs of an entry that is not on record yet, for the form in which its author mends it. */
async function photographsWaiting(id) {
  if (chosenLast?.id === id) return chosenLast.photographs;
  const now = await session(), kept = await read("outbox", id);
  return now && kept?.author === now.user ? ((await unseal(now.outboxKey, kept.sealed)).photographs ?? []) : [];
}

async function tell() {
  const now = await session(), kept = await readAll("outbox");
  const mine = kept.filter((one) => one.author === now?.user);
  const state = {
    held: Math.max(0, (await keysOf("held")).length - 1),
    waiting: mine.filter((one) => !one.refused).length,
    refused: mine.filter((one) => one.refused).length,
    others: [...new Set(kept.filter((one) => one.author !== now?.user).map((one) => one.by))],
    sending,
    offlineSince,
  };
  for (const client of await clients.matchAll()) client.postMessage(state);
}
