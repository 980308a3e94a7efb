//! The one window.

use crate::host::Host;
use engine::Presence;
use std::time::Duration;
use tauri::{
    App, AppHandle, Manager, Url, WebviewWindow, WebviewWindowBuilder, WindowEvent, async_runtime,
    webview::NewWindowResponse,
};

/// Its label, which `tauri.conf.json` and `capabilities/main.json` name too.
const MAIN: &str = "main";

/// `--hidden`: a start with the system, which shows no window.
#[cfg(desktop)]
pub const HIDDEN: &str = "--hidden";

/// What a window manager may take to minimise a window that has just lost the keyboard.
const SETTLED: Duration = Duration::from_secs(1);

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
    #[cfg(desktop)]
    let builder = if std::env::args().any(|argument| argument == HIDDEN) {
        builder.visible(false).focused(false)
    } else {
        builder
    };
    let window = builder.build()?;
    #[cfg(target_os = "linux")]
    compose_in_place(&window)?;
    let handle = app.handle().clone();
    window.on_window_event(move |event| match event {
        WindowEvent::Focused(true) => handle.state::<Host>().set_presence(Presence::Looking),
        WindowEvent::Focused(false) => {
            keep_place(&handle);
            left(&handle);
        }
        #[cfg(desktop)]
        WindowEvent::CloseRequested { api, .. } if goes_on(&handle) => {
            api.prevent_close();
            hide(&handle);
        }
        _ => {}
    });
    Ok(())
}

/// What is being composed with an input method stands in the field where it will be, underlined, as in every other app. The
/// web view library turns that off for the sake of an input method of 2022 that could not follow the caret.
#[cfg(target_os = "linux")]
fn compose_in_place(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{InputMethodContextExt, WebViewExt};

    window.with_webview(|view| {
        if let Some(context) = view.inner().input_method_context() {
            context.set_enable_preedit(true);
        }
    })
}

/// Where the person is, as far as the window can tell.
pub fn presence(app: &AppHandle) -> Presence {
    let Some(window) = main(app) else { return Presence::Away };
    if window.is_focused().unwrap_or(false) {
        return Presence::Looking;
    }
    if is_in_sight(&window) { Presence::InSight } else { Presence::Away }
}

/// A phone shows one app at a time.
#[cfg(mobile)]
fn is_in_sight(_window: &WebviewWindow) -> bool {
    false
}

#[cfg(desktop)]
fn is_in_sight(window: &WebviewWindow) -> bool {
    window.is_visible().unwrap_or(true) && !window.is_minimized().unwrap_or(false)
}

/// Another window has the keyboard, or this one is about to be minimised.
fn left(app: &AppHandle) {
    app.state::<Host>().set_presence(presence(app));
    let app = app.clone();
    async_runtime::spawn(async move {
        tokio::time::sleep(SETTLED).await;
        app.state::<Host>().set_presence(presence(&app));
    });
}

/// Whether the app goes on when the window is closed.
#[cfg(desktop)]
fn goes_on(app: &AppHandle) -> bool {
    app.state::<Host>().opened().is_some_and(|engine| engine.host_choices().close_to_tray)
}

#[cfg(desktop)]
fn hide(app: &AppHandle) {
    let Some(window) = main(app) else { return };
    keep_place(app);
    if let Err(error) = window.hide() {
        tracing::warn!(%error, "the window stays");
        return;
    }
    app.state::<Host>().set_presence(Presence::Away);
    crate::tray::stay(app);
}

/// Whether it is there and does not show.
#[cfg(desktop)]
pub fn is_hidden(app: &AppHandle) -> bool {
    main(app).is_some_and(|window| !window.is_visible().unwrap_or(true))
}

/// A phone's home screen counts the notices by itself, or shows a dot for them.
#[cfg(mobile)]
pub fn set_badge(_app: &AppHandle, _unread: u32) {}

/// Shows a number on it where the system can: in the dock or the launcher.
#[cfg(desktop)]
pub fn set_badge(app: &AppHandle, unread: u32) {
    let handle = app.clone();
    let shown = app.run_on_main_thread(move || {
        let Some(window) = main(&handle) else { return };
        if let Err(error) = window.set_badge_count((unread > 0).then_some(unread.into())) {
            tracing::debug!(%error, "no number on the window");
        }
    });
    if let Err(error) = shown {
        tracing::debug!(%error, "the app is ending");
    }
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
    use tauri_plugin_window_state::AppHandleExt;
    if let Err(error) = app.save_window_state(place()) {
        tracing::warn!(%error, "the window will not come back in its place");
    }
}

/// What of a window is kept. Not whether it shows: a start with the system shows none, whatever the last one did.
#[cfg(desktop)]
pub fn place() -> tauri_plugin_window_state::StateFlags {
    tauri_plugin_window_state::StateFlags::all() - tauri_plugin_window_state::StateFlags::VISIBLE
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
