// Starts the page: its widgets in their recorded state at once, Python as soon as there is one.
import { Kernel } from "./kernel.js";
import { Page } from "./page.js";

const CHECK = 5000;
const transport = new Kernel();
const page = new Page(transport);
const shown = page.show();
performance.mark("fg-opened");
// A page that nobody looks at, in a tab behind or fetched ahead, takes no kernel.
if (document.visibilityState === "visible") await page.join();
else await new Promise((seen) => document.addEventListener("visibilitychange", seen, { once: true })).then(() => page.join());
await shown;
setInterval(() => page.waiting.size && transport.check(), CHECK);
