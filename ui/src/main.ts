import { mount } from "svelte";
import App from "./app/App.svelte";
import "./style/tokens.css";
import "./style/base.css";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
mount(App, { target: root });
