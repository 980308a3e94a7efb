import { mount } from "svelte";
import App from "./app/App.svelte";
import "./style/tokens.css";
import "./style/base.css";
import { current } from "./text/locale.svelte";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

// Not awaited here: the files that are fetched later take what they need from this one, which is whole only once it has run.
void Promise.resolve(current.choose("system")).then(() => mount(App, { target: root }));
