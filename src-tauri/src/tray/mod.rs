//! The icon beside the clock: the way to an app whose window is hidden. A machine need not show one, or not yet: a panel may
//! start after the app.

mod words;

use crate::{host, host::Host, window};
use engine::{Notice, view::Language};
use std::{
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};
use tauri::{
    AppHandle, Manager, Wry, async_runtime,
    menu::{Menu, MenuEvent, MenuItem, PredefinedMenuItem},
    tray::{MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent},
};

const ID: &str = "resumex";
const OPEN: &str = "open";
const UNREAD: &str = "unread";
const CHECK: &str = "check";
const QUIT: &str = "quit";

/// What to wait for a panel that starts with the session, as the app may.
const PAUSES: [Duration; 4] =
    [Duration::from_secs(2), Duration::from_secs(10), Duration::from_secs(30), Duration::from_secs(120)];

/// The icon, if it stands, and the number it tells.
#[derive(Default)]
pub struct Tray {
    icon: Mutex<Option<Icon>>,
    unread: AtomicU32,
}

struct Icon {
    tray: TrayIcon,
    open: MenuItem<Wry>,
    unread: MenuItem<Wry>,
    check: MenuItem<Wry>,
    quit: MenuItem<Wry>,
    says: Option<(Language, u32)>,
}

impl Tray {
    /// Whether the icon stands.
    pub fn is_shown(&self) -> bool {
        self.icon().is_some()
    }

    fn icon(&self) -> MutexGuard<'_, Option<Icon>> {
        self.icon.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Sets the icon up; a window that is hidden from the start and stays without an icon is told of.
pub fn open(app: &AppHandle) {
    let app = app.clone();
    async_runtime::spawn(async move {
        for pause in PAUSES {
            if stands(&app).await {
                return;
            }
            tokio::time::sleep(pause).await;
        }
        if !stands(&app).await && window::is_hidden(&app) {
            tell(&app).await;
        }
    });
}

/// The window has just been hidden.
pub fn stay(app: &AppHandle) {
    let app = app.clone();
    async_runtime::spawn(async move {
        if !stands(&app).await {
            tell(&app).await;
        }
    });
}

/// Shows the number of unread messages.
pub fn count(app: &AppHandle, unread: u32) {
    app.state::<Tray>().unread.store(unread, Ordering::Relaxed);
    refresh(app);
}

/// Says everything again, if the number or the language is another one.
pub fn refresh(app: &AppHandle) {
    on_main_thread(app, |app| {
        let tray = app.state::<Tray>();
        let language = app.state::<Host>().opened().map_or(Language::System, |engine| engine.language());
        let says = (language, tray.unread.load(Ordering::Relaxed));
        let mut icon = tray.icon();
        let Some(icon) = icon.as_mut().filter(|icon| icon.says != Some(says)) else { return };
        match icon.say(says) {
            Ok(()) => icon.says = Some(says),
            Err(error) => tracing::warn!(%error, "the icon says what was"),
        }
    });
}

impl Icon {
    fn say(&self, (language, unread): (Language, u32)) -> tauri::Result<()> {
        let number = words::unread(language, unread);
        self.open.set_text(words::open(language))?;
        self.unread.set_text(&number)?;
        self.check.set_text(words::check(language))?;
        self.quit.set_text(words::quit(language))?;
        self.tray.set_tooltip(Some(format!("ResumeX: {number}")))?;
        // A Mac has room for the number beside the icon; elsewhere a title is the name that a panel knows it by.
        let title = match cfg!(target_os = "macos") {
            true => (unread > 0).then(|| unread.to_string()),
            false => Some("ResumeX".to_owned()),
        };
        self.tray.set_title(title)
    }
}

/// Tries once, if it does not stand yet.
async fn stands(app: &AppHandle) -> bool {
    if app.state::<Tray>().is_shown() {
        return true;
    }
    let (done, is_done) = tokio::sync::oneshot::channel();
    on_main_thread(app, |app| {
        match build(app) {
            Ok(icon) => *app.state::<Tray>().icon() = Some(icon),
            // The error is the machine's word that nothing would show it.
            Err(error) => tracing::info!(%error, "no icon beside the clock"),
        }
        let _ = done.send(());
    });
    let _ = is_done.await;
    refresh(app);
    app.state::<Tray>().is_shown()
}

fn build(app: &AppHandle) -> tauri::Result<Icon> {
    // The words come as soon as it stands.
    let item = |id: &str| MenuItem::with_id(app, id, "", true, None::<&str>);
    let (open, unread, check, quit) = (item(OPEN)?, item(UNREAD)?, item(CHECK)?, item(QUIT)?);
    let lines = [PredefinedMenuItem::separator(app)?, PredefinedMenuItem::separator(app)?];
    let [first, second] = &lines;
    let menu = Menu::with_items(app, &[&open, &unread, first, &check, second, &quit])?;
    let mut builder = TrayIconBuilder::with_id(ID)
        .menu(&menu)
        // Where a click has a meaning of its own it opens the window; on a Mac it opens the menu.
        .show_menu_on_left_click(cfg!(target_os = "macos"))
        .on_menu_event(chosen)
        .on_tray_icon_event(|icon, event| clicked(icon.app_handle(), &event));
    if let Some(icon) = app.default_window_icon() {
        builder = builder.icon(icon.clone());
    }
    let tray = builder.build(app)?;
    Ok(Icon { tray, open, unread, check, quit, says: None })
}

fn chosen(app: &AppHandle, event: MenuEvent) {
    match event.id().as_ref() {
        OPEN => window::focus(app),
        UNREAD => {
            window::focus(app);
            host::open_path(app, "/messages");
        }
        CHECK => {
            let asked = app.state::<Host>().opened().map(|engine| engine.check_now());
            if let Some(Err(failure)) = asked {
                tracing::info!(%failure, "no check");
            }
        }
        QUIT => app.exit(0),
        _ => {}
    }
}

fn clicked(app: &AppHandle, event: &TrayIconEvent) {
    if let TrayIconEvent::Click { button: MouseButton::Left, button_state: MouseButtonState::Up, .. } = event
        && !cfg!(target_os = "macos")
    {
        window::focus(app);
    }
}

/// Tells the person, once, how to come back to a window that no icon leads to.
async fn tell(app: &AppHandle) {
    let host = app.state::<Host>();
    let Some(engine) = host.engine().await else { return };
    if engine.tell_of_hiding() {
        let (title, body) = words::hidden(engine.language());
        let path = "/messages".to_owned();
        host.show(Notice { title: title.to_owned(), body: body.to_owned(), path });
    }
}

fn on_main_thread(app: &AppHandle, task: impl FnOnce(&AppHandle) + Send + 'static) {
    let handle = app.clone();
    if let Err(error) = app.run_on_main_thread(move || task(&handle)) {
        tracing::debug!(%error, "the app is ending");
    }
}
