//! Notices on macOS, Windows and phones.

use crate::folder;
use engine::{Notice, Notices};
use std::{path::Path, sync::Arc};
use tauri::{AppHandle, async_runtime, plugin::PermissionState};
use tauri_plugin_notification::NotificationExt;

/// Where a notice leads travels with it: a tap may start the app anew.
const PATH: &str = "path";

pub fn open(app: &AppHandle, clicked: impl Fn(&str) + Send + Sync + 'static) -> Arc<dyn Notices> {
    let listening = app.notification().on_action(move |performed| {
        let place = performed.notification().and_then(|notice| notice.extra().get(PATH));
        if let Some(path) = place.and_then(|path| path.as_str()) {
            clicked(path);
        }
    });
    if let Err(error) = listening {
        tracing::warn!(%error, "a tap on a notice will only open the app");
    }
    Arc::new(PluginNotices { app: app.clone() })
}

struct PluginNotices {
    app: AppHandle,
}

impl Notices for PluginNotices {
    fn show(&self, notice: Notice) {
        let app = self.app.clone();
        async_runtime::spawn_blocking(move || {
            let notices = app.notification();
            let allowed = match notices.permission_state() {
                Ok(PermissionState::Granted) => true,
                Ok(PermissionState::Denied) | Err(_) => false,
                Ok(_) => matches!(notices.request_permission(), Ok(PermissionState::Granted)),
            };
            if !allowed {
                return;
            }
            let id = id(&notice.path);
            let _ = notices.remove_active(vec![id]);
            let shown = notices
                .builder()
                .id(id)
                .title(notice.title)
                .body(notice.body)
                .extra(PATH, notice.path)
                .auto_cancel()
                .show();
            if let Err(error) = shown {
                tracing::debug!(%error, "no notice could be shown");
            }
        });
    }

    fn clear(&self, path: &str) {
        let (app, id) = (self.app.clone(), id(path));
        async_runtime::spawn_blocking(move || app.notification().remove_active(vec![id]));
    }
}

/// The same place has the same number, so that a newer notice replaces an older.
fn id(path: &str) -> i32 {
    let fingerprint = folder::fingerprint(Path::new(path));
    let number = fingerprint.get(..7).and_then(|head| i32::from_str_radix(head, 16).ok());
    number.unwrap_or_default()
}
