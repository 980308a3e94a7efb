//! Notices of the operating system. One place in the app has at most one: a newer takes the place of an older.

#[cfg_attr(target_os = "linux", path = "bus.rs")]
#[cfg_attr(not(target_os = "linux"), path = "plugin.rs")]
mod platform;

use crate::{host, window};
use engine::Notices;
use std::sync::Arc;
use tauri::AppHandle;

/// The notices of this machine. A click brings the window forward and leads to the place the notice is about.
pub fn open(app: &AppHandle) -> Arc<dyn Notices> {
    let handle = app.clone();
    platform::open(app, move |path| {
        window::focus(&handle);
        host::open_path(&handle, path);
    })
}
