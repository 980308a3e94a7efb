import { mount } from "svelte";
import App from "./app/App.svelte";
import { router } from "./app/router.svelte";
import { stage } from "./app/stage.svelte";
import "./style/tokens.css";
import "./style/base.css";
import { current } from "./text/locale.svelte";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
// The first screen is fetched beside the words, so that it is there when it may be shown.
void stage.prepare(router.route).catch(() => undefined);
await current.choose("system");
mount(App, { target: root });
