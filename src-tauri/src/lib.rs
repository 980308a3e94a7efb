//! The shell: the only code that knows an operating system. It opens a window on the pages, hands each call of the pages
//! to the engine and each event of the engine to the pages, and lends the engine the keystore and the notices of the
//! machine. It decides nothing about résumés, messages or sync.

#[cfg(feature = "demo")]
mod demo;
mod device;
mod folder;
mod host;
mod keystore;
mod link;
mod machine;
mod notices;
#[cfg(mobile)]
mod phone;
#[cfg(desktop)]
mod tray;
mod window;

use tauri::{App, Builder, Error, Manager, RunEvent, Wry};

#[cfg(mobile)]
pub use phone::check as background_check;

/// Runs the app until its window is closed, or it is ended from the icon that a hidden window leaves behind.
pub fn run() -> Result<(), Error> {
    log();
    let app = match build() {
        #[cfg(target_os = "linux")]
        Err(Error::PluginInitialization(plugin, error)) if plugin == "single-instance" => {
            return Err(begin_anew(error));
        }
        other => other?,
    };
    app.run(|app, event| {
        if let RunEvent::Exit = event {
            app.state::<host::Host>().shut_down();
        }
    });
    Ok(())
}

/// A start in the moment in which the last app ends finds it on the bus, speaks to it, and has no answer: there is none any
/// more. Once, it begins anew, as the same process; GTK can be started only once in a program. Returns why it could not.
#[cfg(target_os = "linux")]
fn begin_anew(error: String) -> Error {
    use std::{env, os::unix::process::CommandExt, process::Command};
    const SECOND: &str = "RESUMEX_SECOND_START";
    tracing::info!(error, "the app that ran does not answer");
    if env::var_os(SECOND).is_some() {
        return Error::PluginInitialization("single-instance".into(), error);
    }
    match env::current_exe() {
        Ok(program) => Command::new(program).args(env::args_os().skip(1)).env(SECOND, "1").exec().into(),
        Err(error) => error.into(),
    }
}

fn build() -> Result<App, Error> {
    plugins(tauri::Builder::default())
        .invoke_handler(tauri::generate_handler![host::rpc])
        .setup(|app| {
            // The store opens beside the window, not before it: a call of the page waits for it, the window does not.
            let dir = folder::data(app.handle())?;
            #[cfg(desktop)]
            app.manage(tray::Tray::default());
            app.manage(host::Host::open(app.handle(), dir));
            window::open(app)?;
            link::follow(app.handle());
            #[cfg(feature = "demo")]
            demo::sign_in(app.handle());
            Ok(())
        })
        .build(tauri::generate_context!())
}

/// Where a phone starts.
#[cfg(mobile)]
mod entry {
    #[tauri::mobile_entry_point]
    fn start() {
        if let Err(error) = crate::run() {
            tracing::error!(%error, "the app could not start");
        }
    }
}

#[cfg(desktop)]
fn plugins(builder: Builder<Wry>) -> Builder<Wry> {
    // A second start ends at once: the first is told its arguments (a deep link reaches it by the plugin) and comes forward.
    // This is also the way back to a hidden window that no icon leads to; a start with the system is no person's wish.
    let one = tauri_plugin_single_instance::Builder::new().callback(|app, arguments, _folder| {
        if arguments.iter().all(|argument| argument != window::HIDDEN) {
            window::focus(app);
        }
    });
    let mut place = tauri_plugin_window_state::Builder::new().with_state_flags(window::place());
    let one = match folder::chosen() {
        // Another data folder is another app to its user: it has its own window, place and instance.
        Some(dir) => {
            place = place.with_filename(dir.join("window.json").to_string_lossy());
            one.dbus_id(format!("app.resumex.f{}", folder::fingerprint(&dir)))
        }
        None => one,
    };
    let start = tauri_plugin_autostart::Builder::new().arg(window::HIDDEN).build();
    let builder =
        builder.plugin(one.build()).plugin(place.build()).plugin(start).plugin(tauri_plugin_deep_link::init());
    #[cfg(not(target_os = "linux"))]
    let builder = builder.plugin(tauri_plugin_notification::init());
    builder
}

#[cfg(mobile)]
fn plugins(builder: Builder<Wry>) -> Builder<Wry> {
    let builder = builder.plugin(tauri_plugin_deep_link::init()).plugin(tauri_plugin_notification::init());
    #[cfg(target_os = "android")]
    let builder = builder.plugin(phone::plugin());
    builder
}

/// To standard error, never with anything a person wrote. `RESUMEX_LOG` chooses what, in the form of tracing's filters.
fn log() {
    use tracing_subscriber::EnvFilter;
    let filter = EnvFilter::try_from_env("RESUMEX_LOG").unwrap_or_else(|_| EnvFilter::new("warn,engine=info"));
    // A logger that stands already (a second call in one process) is kept.
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}
