//! The engine behind the window: calls in, events out.

use crate::{
    device,
    keystore::OsKeystore,
    machine::{self, Machine},
    notices, window,
};
use engine::{Config, Engine, Event, Notice, Notices, Presence};
use serde_json::{Value, json};
use std::{path::PathBuf, sync::Arc};
use tauri::{AppHandle, Emitter, State, async_runtime};
use tokio::sync::{broadcast, broadcast::error::RecvError, watch};

/// The event channel of the pages.
const CHANNEL: &str = "resumex";

/// The engine, once it is open, and whether the page listens.
pub struct Host {
    engine: watch::Receiver<Option<Engine>>,
    keystore: Arc<OsKeystore>,
    notices: Arc<dyn Notices>,
    page: watch::Sender<bool>,
}

impl Host {
    /// Begins to open the engine and returns at once: the keystore may ask the person for a password first.
    pub fn open(app: &AppHandle, dir: PathBuf) -> Host {
        let (ready, engine) = watch::channel(None);
        let keystore = Arc::new(OsKeystore::new(&dir));
        let notices = notices::open(app);
        let page = watch::Sender::new(false);
        let host = Host { engine, keystore: keystore.clone(), notices: notices.clone(), page };
        let app = app.clone();
        async_runtime::spawn_blocking(move || {
            let machine = Arc::new(Machine { app: app.clone() });
            let mut config = Config::native(dir, device::name(), keystore, notices);
            config.badge = machine.clone();
            config.host = machine.clone();
            config.downloads = machine;
            config.background = machine::background(&app);
            config.language = machine::language();
            let engine = Engine::open(config);
            async_runtime::spawn(forward(app.clone(), engine.events()));
            engine.set_presence(window::presence(&app));
            let running = engine.clone();
            async_runtime::spawn(async move { running.run().await });
            ready.send_replace(Some(engine));
            #[cfg(desktop)]
            crate::tray::open(&app);
        });
        host
    }

    /// The engine as soon as it is open; none if opening it broke.
    pub async fn engine(&self) -> Option<Engine> {
        let mut ready = self.engine.clone();
        let engine = ready.wait_for(Option::is_some).await.ok()?;
        engine.clone()
    }

    /// Follows a link once there is an engine to read it and a page to show where it leads.
    pub async fn open_link(&self, link: &str) {
        let mut page = self.page.subscribe();
        if page.wait_for(|listens| *listens).await.is_ok()
            && let Some(engine) = self.engine().await
        {
            engine.open_link(link);
        }
    }

    /// The engine, if it is open.
    pub fn opened(&self) -> Option<Engine> {
        self.engine.borrow().clone()
    }

    /// Where the person is: the engine decides from it whether a notice rings, and how the server is asked.
    pub fn set_presence(&self, presence: Presence) {
        if let Some(engine) = self.opened() {
            engine.set_presence(presence);
        }
    }

    /// Shows a notice of the shell's own, or one that a check brought.
    pub fn show(&self, notice: Notice) {
        self.notices.show(notice);
    }

    /// Ends the sync loop. What was typed is already on the disk.
    pub fn shut_down(&self) {
        if let Some(engine) = self.engine.borrow().as_ref() {
            engine.shut_down();
        }
    }
}

/// The one command of the app.
#[tauri::command]
pub async fn rpc(host: State<'_, Host>, method: String, params: Option<Value>) -> Result<Value, Value> {
    if method == "unlock" || method == "redeem_code" {
        // Only a tap may bring up the system's password dialogue: the engine's own retries must not. A keystore may have been
        // locked since the start; a code can be redeemed once, and its token must find a place.
        let keystore = host.keystore.clone();
        let _ = async_runtime::spawn_blocking(move || keystore.ask()).await;
    }
    let engine = host.engine().await.ok_or_else(|| json!({ "code": "unknown" }))?;
    let answer = engine.rpc(&method, params.unwrap_or_default()).await;
    // A page listens before it asks: one that has an answer hears where a link leads.
    host.page.send_replace(true);
    answer.map_err(|failure| json!(failure))
}

/// Takes the page to a place in the app.
pub fn open_path(app: &AppHandle, path: &str) {
    send(app, &json!({ "open": path }));
}

async fn forward(app: AppHandle, mut events: broadcast::Receiver<Event>) {
    loop {
        match events.recv().await {
            Ok(event) => {
                #[cfg(desktop)]
                if is_about_settings(&event) {
                    crate::tray::refresh(&app);
                }
                send(&app, &json!(event));
            }
            // More happened than the channel holds: the page reads everything it shows again.
            Err(RecvError::Lagged(_)) => send(&app, &json!({ "changed": ["*"] })),
            Err(RecvError::Closed) => return,
        }
    }
}

/// The language is one of the things that a window needs first.
#[cfg(desktop)]
fn is_about_settings(event: &Event) -> bool {
    match event {
        Event::Changed(topics) => topics.contains("start"),
        Event::Open(_) => false,
    }
}

fn send(app: &AppHandle, payload: &Value) {
    if let Err(error) = app.emit(CHANNEL, payload) {
        tracing::warn!(%error, "the page was not told of an event");
    }
}
