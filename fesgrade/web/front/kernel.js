// The way to Python on the server: a kernel is claimed for this page, and spoken to over a websocket.
// Another transport (a worker) has the same three: start(receive, lost), send(message), stop().
import { say } from "./notices.js";
import { PROTOCOL, pack, unpack } from "./wire.js";

const FULL = (ahead) =>
  `All places on this server are taken. ${ahead ? `${ahead} ${ahead === 1 ? "page is" : "pages are"} ahead of this one` : "This page is the next"}; it goes on by itself, and what you enter waits.`;
const MANY = "You have many of these pages open. Close some, and this one goes on; what you enter waits.";
const AWAY = "The connection to the server is interrupted; trying to reach it again. What you enter waits.";
const GONE = ["restarting", "autorestarting", "dead"];
const QUIET = 10_000; // without any word, a question is asked

const pause = (milliseconds) => new Promise((go) => setTimeout(go, milliseconds));

export class Kernel {
  constructor() {
    this.session = crypto.randomUUID();
    this.id = undefined;
    addEventListener("pagehide", () => this.stop());
  }

  // `receive({ type, parent, content, metadata, buffers })` hears every message, `lost()` once that the kernel is gone.
  async start(receive, lost) {
    this.stop();
    const id = await this.claim();
    const address = new URL(`api/kernels/${id}/channels?session_id=${this.session}`, globalThis.fgRoot);
    address.protocol = address.protocol.replace("http", "ws");
    const socket = new WebSocket(address, [PROTOCOL]);
    socket.binaryType = "arraybuffer";
    this.id = document.documentElement.dataset.kernel = id;
    this.socket = socket;
    const gone = () => {
      if (this.socket !== socket) return;
      this.stop();
      lost();
    };
    socket.onclose = gone;
    socket.onmessage = ({ data }) => {
      if (this.socket !== socket) return;
      this.heard = performance.now();
      const { header, parent, metadata, content, buffers } = unpack(data);
      if (header.msg_type === "status" && GONE.includes(content.execution_state)) gone();
      else receive({ type: header.msg_type, parent: parent.msg_id, content, metadata, buffers });
    };
    await new Promise((open) => (socket.onopen = open));
    this.gone = gone;
    this.heard = performance.now();
  }

  send({ id, type, content, buffers }) {
    const header = { msg_id: id, msg_type: type, session: this.session, username: "", version: "5.4", date: "" };
    this.socket.send(pack(["shell", JSON.stringify(header), "{}", "{}", JSON.stringify(content), ...buffers]));
  }

  // Give the kernel back.
  stop() {
    const { id, socket } = this;
    this.id = this.socket = this.gone = undefined;
    socket?.close();
    if (id) fgPost(`voila/api/shutdown/${id}`, {}, { keepalive: true }).catch(() => {});
  }

  // Ask whether the kernel is there, when an answer is due and nothing has come for a while: a connection may be dead
  // without a sign. A kernel that is at work is left to it.
  async check() {
    const { id, gone, heard } = this;
    if (!gone || performance.now() - heard < QUIET) return;
    this.heard = performance.now();
    let state;
    try {
      const answer = await fetch(new URL(`api/kernels/${id}`, globalThis.fgRoot), { signal: AbortSignal.timeout(QUIET) });
      state = answer.ok ? (await answer.json()).execution_state : "dead";
    } catch {
      say(AWAY);
      return;
    }
    if (state !== "busy" && this.heard === heard) gone();
  }

  // Wait for a kernel of the server's, however long it takes; the first request was sent by the page's head.
  async claim() {
    let ticket;
    for (let wait = 200; ; wait = Math.min(wait * 1.5, 2000)) {
      try {
        const answer = await (globalThis.fgFirst ?? fgClaim(ticket));
        if (answer.kernel) {
          say("");
          return answer.kernel;
        }
        ({ ticket } = answer);
        say(answer.many ? MANY : answer.full ? FULL(answer.ahead) : "");
      } catch {
        if (wait > 500) say(AWAY);
      } finally {
        globalThis.fgFirst = undefined;
      }
      await pause(wait);
    }
  }
}
