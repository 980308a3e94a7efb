//! The floor of any Tauri app: one window, one page of one line, no plugin, no command, no file. It is built with the
//! profile and the versions of the app, so that what the app takes above it is the app's own.

fn main() -> tauri::Result<()> {
    tauri::Builder::default().run(tauri::generate_context!("e2e/bench/limits/page/tauri.conf.json"))
}
