const SANDBOX =
  "allow-scripts allow-same-origin allow-forms allow-popups allow-modals allow-downloads";
/** A path that the frame of a plugin is at when it was loaded with another plugin's. */
const FOREIGN_PATHNAME = "/archive";

/**
 * Shows a plugin in a sandboxed frame and speaks the shell's side of the frame protocol: `__INIT__`
 * with a port on the first load, and messages on that port from then on. Paths are relative to the
 * plugin's base. Fires `navigate` with `{ path, replace }` when the plugin asks for it.
 */
export class ZFrame extends HTMLElement {
  /** Where the plugin is mounted; set it before the element is connected. */
  base = "";
  /** The path to show; set it before the element is connected, and call `show` after. */
  pathname = "/";
  /** Faults of the real shell to play: `lost-first-route-change`, `wrong-location`. */
  quirks = new Set();
  /** What `__INIT__` said, and so what the plugin knows. */
  #sentPath = "/";
  /** @type {MessagePort | undefined} */
  #port;
  #ready = false;
  #routeChanges = 0;

  connectedCallback() {
    const { pathname, quirks } = this;
    const iframe = document.createElement("iframe");
    iframe.title = "Plugin";
    iframe.setAttribute("sandbox", SANDBOX);
    iframe.addEventListener("load", () => this.#init(iframe));
    const path = quirks.has("wrong-location") ? FOREIGN_PATHNAME : pathname;
    iframe.src = location.origin + this.base + path;
    this.replaceChildren(iframe);
  }

  disconnectedCallback() {
    this.#port?.close();
  }

  /** Another page of the same plugin: sent as messages, the frame is not navigated. */
  show(pathname) {
    this.pathname = pathname;
    if (!this.#ready || this.#sentPath === pathname) return;
    this.#sentPath = pathname;
    this.#send({ type: "__PROPS_UPDATE__", payload: { pathname } });
    this.routeChanged(pathname);
  }

  /** Sends the shell's current address to the plugin. */
  routeChanged(path) {
    this.pathname = this.#sentPath = path;
    const lost = this.quirks.has("lost-first-route-change") && this.#routeChanges === 0;
    this.#routeChanges++;
    if (!lost) this.#send({ type: "__EVENT__", name: "route-change", data: { path } });
  }

  /** Once for the element: a frame that reloads itself gets no second one. */
  #init(iframe) {
    if (this.#port) return;
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#sentPath = this.pathname;
    port1.onmessage = ({ data }) => this.#receive(data);
    const payload = {
      pathname: this.pathname,
      sandbox: SANDBOX,
      src: location.origin + this.base,
      style: "",
    };
    iframe.contentWindow.postMessage({ type: "__INIT__", payload }, location.origin, [port2]);
  }

  #receive(message) {
    if (message?.type === "__READY__") {
      this.#ready = true;
      // What was clicked while the plugin was loading.
      this.show(this.pathname);
    } else if (message?.type === "__CUSTOM_EVENT__") {
      const { name, data } = message.payload;
      this.dispatchEvent(new CustomEvent(name, { detail: data }));
    }
  }

  #send(message) {
    this.#port?.postMessage(message);
  }
}

customElements.define("z-frame", ZFrame);
