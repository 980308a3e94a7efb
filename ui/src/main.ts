import { mount } from "svelte";
import App from "./app/App.svelte";
import "./style/tokens.css";
import "./style/base.css";
import { current } from "./text/locale.svelte";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
await current.choose("system");
mount(App, { target: root });
