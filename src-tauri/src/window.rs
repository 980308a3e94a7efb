//! The one window.

use crate::host::Host;
use tauri::{
    App, AppHandle, Manager, Url, WebviewWindow, WebviewWindowBuilder, WindowEvent, webview::NewWindowResponse,
};

/// Its label, which `tauri.conf.json` and `capabilities/main.json` name too.
const MAIN: &str = "main";

/// Opens the window. It shows the app's own pages and nothing else, whatever a page or a message asks for.
pub fn open(app: &App) -> Result<(), Box<dyn std::error::Error>> {
    let config = app.config();
    let main = config
        .app
        .windows
        .iter()
        .find(|window| window.label == MAIN)
        .ok_or("tauri.conf.json has no window called main")?;
    let served_at = config.build.dev_url.clone().filter(|_| tauri::is_dev());
    let builder = WebviewWindowBuilder::from_config(app.handle(), main)?
        .on_navigation(move |url| is_ours(url, served_at.as_ref()))
        .on_new_window(|_, _| NewWindowResponse::Deny);
    // The page's title tells how much is unread, and so does the window's.
    #[cfg(desktop)]
    let builder = builder.on_document_title_changed(|window, title| {
        let _ = window.set_title(&title);
    });
    let window = builder.build()?;
    let handle = app.handle().clone();
    window.on_window_event(move |event| {
        if let WindowEvent::Focused(focused) = event {
            handle.state::<Host>().set_foreground(*focused);
            if !focused {
                keep_place(&handle);
            }
        }
    });
    Ok(())
}

/// Whether the person is looking at it.
pub fn is_focused(app: &AppHandle) -> bool {
    main(app).is_some_and(|window| window.is_focused().unwrap_or(false))
}

/// Brings it forward.
pub fn focus(app: &AppHandle) {
    let Some(window) = main(app) else { return };
    #[cfg(desktop)]
    let _ = window.unminimize();
    #[cfg(desktop)]
    let _ = window.show();
    if let Err(error) = window.set_focus() {
        tracing::warn!(%error, "the window did not come forward");
    }
}

/// Keeps size and place whenever the window is left: an app that is ended by force never gets to its own end.
#[cfg(desktop)]
fn keep_place(app: &AppHandle) {
    use tauri_plugin_window_state::{AppHandleExt, StateFlags};
    if let Err(error) = app.save_window_state(StateFlags::all()) {
        tracing::warn!(%error, "the window will not come back in its place");
    }
}

#[cfg(mobile)]
fn keep_place(_app: &AppHandle) {}

fn main(app: &AppHandle) -> Option<WebviewWindow> {
    app.get_webview_window(MAIN)
}

/// The app's pages, and in development the server that builds them.
fn is_ours(url: &Url, served_at: Option<&Url>) -> bool {
    let host = url.host_str().unwrap_or_default();
    match url.scheme() {
        "tauri" => host == "localhost",
        "http" | "https" if host == "tauri.localhost" => url.port().is_none(),
        _ => served_at.is_some_and(|server| server.origin() == url.origin()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_app_s_own_pages_are_ours() {
        let development = "http://localhost:5173".parse::<Url>().ok();
        let cases = [
            ("tauri://localhost/index.html#/messages/1", true, true),
            ("http://tauri.localhost/", true, true),
            ("https://tauri.localhost/", true, true),
            ("http://localhost:5173/", false, true),
            ("http://localhost:5174/", false, false),
            ("http://tauri.localhost:8080/", false, false),
            ("http://tauri.localhost.example.test/", false, false),
            ("tauri://elsewhere/", false, false),
            ("https://example.test/", false, false),
            ("file:///etc/passwd", false, false),
            ("data:text/html,x", false, false),
            ("about:blank", false, false),
            ("resumex://messages/1", false, false),
        ];
        for (address, installed, in_development) in cases {
            let url = address.parse::<Url>().expect(address);
            assert_eq!(is_ours(&url, None), installed, "installed: {address}");
            assert_eq!(is_ours(&url, development.as_ref()), in_development, "development: {address}");
        }
    }
}
