//! Links that begin with `resumex:`. They lead somewhere in the app; the engine reads them, and none of them does anything.

use crate::{host::Host, window};
use tauri::{AppHandle, Manager, Url, async_runtime};
use tauri_plugin_deep_link::DeepLinkExt;

/// Follows the link the app was started with, and each later one.
pub fn follow(app: &AppHandle) {
    let links = app.deep_link();
    if let Ok(Some(urls)) = links.get_current() {
        open(app, urls);
    }
    let handle = app.clone();
    links.on_open_url(move |event| {
        window::focus(&handle);
        open(&handle, event.urls());
    });
    register(app);
}

fn open(app: &AppHandle, urls: Vec<Url>) {
    let app = app.clone();
    async_runtime::spawn(async move {
        for url in urls {
            app.state::<Host>().open_link(url.as_str()).await;
        }
    });
}

/// An installed app is registered by its package. A build for development registers itself, unless it runs on a folder of
/// its own: a test or a demo leaves no trace on the machine.
#[cfg(all(debug_assertions, any(target_os = "linux", target_os = "windows")))]
fn register(app: &AppHandle) {
    if crate::folder::chosen().is_some() {
        return;
    }
    let app = app.clone();
    async_runtime::spawn_blocking(move || {
        if let Err(error) = app.deep_link().register_all() {
            tracing::warn!(%error, "links to the app are not registered");
        }
    });
}

#[cfg(not(all(debug_assertions, any(target_os = "linux", target_os = "windows"))))]
fn register(_app: &AppHandle) {}
