import { ZFrame } from "./z-frame.js";

/** The shell's own address space: `/shell` and then the full path of a menu. */
const PREFIX = "/shell";
const LANGUAGE_KEY = "buntime:language";
const quirks = new Set(new URLSearchParams(location.search).getAll("quirk"));

const plugins = await (await fetch("/api/plugins")).json();
const main = document.getElementById("frame");
const breadcrumb = document.getElementById("breadcrumb");
/** @type {ZFrame | undefined} */
let frame;

document.getElementById("menus").append(list(plugins.flatMap(({ menus }) => menus)));
addEventListener("popstate", () => open(currentPath()));
startLanguageChoice();
if (currentPath() === "/") go(plugins[0].base, true);
else open(currentPath());

/** The full path of what the shell shows: `/metrics/workers`. */
function currentPath() {
  return location.pathname.replace(/^\/shell(?=\/|$)/, "") || "/";
}

/** Changes the shell's address; what follows is up to the caller. */
function setAddress(path, replace) {
  // Quirks stay in the address, so that they are there after a reload too.
  const address = PREFIX + path + location.search;
  if (replace) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
  mark(path);
}

function go(path, replace = false) {
  setAddress(path, replace);
  open(path);
}

/** Shows a path: in the frame that is there if it is of the same plugin, else in a fresh one. */
function open(path) {
  mark(path);
  const plugin = plugins.find(({ base }) => path === base || path.startsWith(`${base}/`));
  if (!plugin) {
    frame = undefined;
    main.replaceChildren(`Nothing is at ${path}.`);
    return;
  }
  const pathname = path.slice(plugin.base.length) || "/";
  if (frame?.base === plugin.base) frame.show(pathname);
  else mount(plugin.base, pathname);
}

function mount(base, pathname) {
  const fresh = new ZFrame();
  Object.assign(fresh, { base, pathname, quirks });
  fresh.addEventListener("navigate", ({ detail }) => follow(fresh, detail));
  main.replaceChildren(fresh);
  frame = fresh;
}

/** The plugin has navigated by itself: the address follows, and the plugin is notified. */
function follow(from, { path, replace = false }) {
  if (from !== frame) return;
  const { pathname } = new URL(path, location.origin);
  const full = from.base + (pathname === "/" ? "" : pathname);
  if (full !== currentPath()) setAddress(full, replace);
  from.routeChanged(path);
}

function list(menus) {
  const ul = document.createElement("ul");
  ul.append(...menus.map((menu) => item(menu)));
  return ul;
}

function item(menu) {
  const li = document.createElement("li");
  if (menu.items) li.append(...folder(menu));
  else li.append(link(menu));
  return li;
}

/** An entry with items only unfolds. */
function folder({ title, items }) {
  const button = document.createElement("button");
  const sub = list(items);
  button.type = "button";
  button.textContent = title;
  button.setAttribute("aria-expanded", "true");
  button.addEventListener("click", () => {
    sub.hidden = !sub.hidden;
    button.setAttribute("aria-expanded", String(!sub.hidden));
  });
  return [button, sub];
}

function link({ path, title }) {
  const a = document.createElement("a");
  a.href = PREFIX + path + location.search;
  a.dataset.path = path;
  a.textContent = title;
  a.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    if (path !== currentPath()) go(path);
  });
  return a;
}

/** Marks the menu that fits a path best, and names it in the breadcrumb. */
function mark(path) {
  const links = [...document.querySelectorAll("nav a")];
  const fits = ({ dataset }) => path === dataset.path || path.startsWith(`${dataset.path}/`);
  const best = links.filter(fits).sort((a, b) => b.dataset.path.length - a.dataset.path.length)[0];
  for (const a of links) a.toggleAttribute("aria-current", a === best);
  best?.setAttribute("aria-current", "page");
  const group = best?.closest("ul")?.previousElementSibling?.textContent;
  breadcrumb.replaceChildren(...[group, best?.textContent].filter(Boolean).map(crumb));
}

function crumb(text) {
  const li = document.createElement("li");
  li.textContent = text;
  return li;
}

function startLanguageChoice() {
  const select = document.getElementById("language");
  select.value = localStorage.getItem(LANGUAGE_KEY) ?? "en";
  select.addEventListener("change", () => localStorage.setItem(LANGUAGE_KEY, select.value));
}
