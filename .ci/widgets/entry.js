// What the pages' own front end takes from Jupyter: the models and views of the widgets, and a manager to build on.
import "./amd.js";
import "anywidget";
import * as base from "@jupyter-widgets/base";
import * as controls from "@jupyter-widgets/controls";
import { ManagerBase } from "@jupyter-widgets/base-manager";
import { Widget } from "@lumino/widgets";
import "@jupyter-widgets/base/css/index.css";
import "@jupyter-widgets/controls/css/widgets-base.css";
import "@jupyter-widgets/controls/css/labvariables.css";

const anywidget = globalThis.define.made(base);
delete globalThis.define;
const modules = { "@jupyter-widgets/base": base, "@jupyter-widgets/controls": controls, anywidget };

export { ManagerBase, Widget, modules };
