//! What this machine does for the engine besides keys and notices: the number outside the window, the start with the
//! system, the files a person saves, the language.

use crate::window;
use engine::{Background, Badge, Downloads, Folder, HostError, HostOptions, view::Language};
use std::{io, sync::Arc};
use tauri::AppHandle;

/// This machine, as the engine sees it.
pub struct Machine {
    pub app: AppHandle,
}

impl Badge for Machine {
    fn set(&self, unread: u32) {
        #[cfg(desktop)]
        crate::tray::count(&self.app, unread);
        window::set_badge(&self.app, unread);
    }
}

impl Downloads for Machine {
    fn save(&self, name: &str, content: &[u8]) -> io::Result<String> {
        let folder = crate::folder::downloads(&self.app).map_err(io::Error::other)?;
        Folder(folder).save(name, content)
    }
}

#[cfg(desktop)]
impl HostOptions for Machine {
    fn has_tray(&self) -> bool {
        use tauri::Manager;
        self.app.state::<crate::tray::Tray>().is_shown()
    }

    /// A start with the system would not name the folder that this one runs on.
    fn is_autostart(&self) -> Option<bool> {
        use tauri_plugin_autostart::ManagerExt;
        if crate::folder::chosen().is_some() {
            return None;
        }
        self.app.autolaunch().is_enabled().ok()
    }

    fn set_autostart(&self, on: bool) -> Result<bool, HostError> {
        use tauri_plugin_autostart::ManagerExt;
        if crate::folder::chosen().is_some() {
            return Err(HostError("the app runs on a folder of its own".to_owned()));
        }
        let starts = self.app.autolaunch();
        let done = if on { starts.enable() } else { starts.disable() };
        done.and_then(|()| starts.is_enabled()).map_err(|error| HostError(error.to_string()))
    }
}

#[cfg(mobile)]
impl HostOptions for Machine {
    fn has_tray(&self) -> bool {
        false
    }

    fn is_autostart(&self) -> Option<bool> {
        None
    }

    fn set_autostart(&self, _on: bool) -> Result<bool, HostError> {
        Err(HostError("a phone starts no app".to_owned()))
    }
}

/// What wakes the app where its system stops it. A desktop does not: there the engine's own loop goes on, as it does on an
/// iPhone for as long as that lets it.
pub fn background(app: &AppHandle) -> Option<Arc<dyn Background>> {
    #[cfg(target_os = "android")]
    return Some(Arc::new(crate::phone::checks(app)));
    #[cfg(not(target_os = "android"))]
    {
        let _ = app;
        None
    }
}

/// The machine's language, if the app speaks it.
pub fn language() -> Language {
    spoken(&sys_locale::get_locale().unwrap_or_default())
}

fn spoken(locale: &str) -> Language {
    match locale.split(['-', '_', '.']).next().unwrap_or_default() {
        "ja" => Language::Ja,
        "en" => Language::En,
        _ => Language::System,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_names_its_language_first() {
        for (locale, language) in [
            ("ja-JP", Language::Ja),
            ("ja_JP.UTF-8", Language::Ja),
            ("en", Language::En),
            ("en-GB", Language::En),
            ("jam", Language::System),
            ("de-DE", Language::System),
            ("", Language::System),
        ] {
            assert_eq!(spoken(locale), language, "{locale}");
        }
    }
}
