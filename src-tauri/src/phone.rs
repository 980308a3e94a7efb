//! Checks on a phone, whose system stops an app soon after nobody looks at it.
//!
//! **Android.** WorkManager wakes the app: `gen/android/app/src/main/java/app/resumex/ChecksPlugin.kt`. That file is *not
//! compiled here*: no Android SDK is part of this project's checks. This side of it is type-checked by `cargo xtask reach`,
//! and neither side has run on a phone. WorkManager may start a process of its own when the app's has gone; there is no
//! engine in it, since the keystore can be reached only from an app that is open, and the check ends without one. So checks
//! go on for as long as Android keeps the app in memory.
//!
//! **iPhone.** iOS wakes an app through `BGAppRefreshTask`, whose handler must be registered in Swift before the app has
//! finished launching (`BGTaskScheduler.shared.register(forTaskWithIdentifier: "app.resumex.check", …)`, with the same
//! identifier under `BGTaskSchedulerPermittedIdentifiers` and `fetch` under `UIBackgroundModes` in `Info.plist`). The handler
//! has about 30 s: it calls [`check`] with 25 of them, `setTaskCompleted` when it returns, and submits the next
//! `BGAppRefreshTaskRequest` with `earliestBeginDate` 15 minutes on; iOS decides when it really comes, a few times a day.
//! That Swift project is made by `tauri ios init` on a Mac and is *not part of this one yet*. Until it is, an iPhone checks
//! when the app is opened, and for the moments for which iOS lets it go on.

use crate::host::Host;
use engine::Found;
use std::time::Duration;
use tauri::{AppHandle, Manager};

#[cfg(target_os = "android")]
pub use android::{checks, plugin};

/// One check within a time; what is new is shown. False when the next one should come sooner than usual.
pub async fn check(app: &AppHandle, within: Duration) -> bool {
    let host = app.state::<Host>();
    let Some(engine) = host.opened() else { return false };
    let outcome = engine.background_check(within).await;
    for notice in outcome.notices {
        host.show(notice);
    }
    crate::window::set_badge(app, outcome.unread);
    match outcome.found {
        Found::Nobody | Found::Nothing | Found::Something => true,
        Found::Unfinished => false,
    }
}

#[cfg(target_os = "android")]
mod android {
    use super::{AppHandle, Duration, Manager, check};
    use engine::Background;
    use serde_json::{Value, json};
    use tauri::{
        Wry, async_runtime,
        plugin::{Builder, PluginHandle, TauriPlugin},
    };

    /// The worker that WorkManager starts.
    #[derive(Clone)]
    pub struct Checks(PluginHandle<Wry>);

    /// How long a check may take where the worker does not say.
    const SHORTEST: Duration = Duration::from_secs(20);

    impl Background for Checks {
        fn schedule(&self, earliest: Duration) {
            let (handle, seconds) = (self.0.clone(), earliest.as_secs());
            async_runtime::spawn(async move {
                let done = handle.run_mobile_plugin_async::<Value>("schedule", json!({ "seconds": seconds })).await;
                if let Err(error) = done {
                    tracing::warn!(%error, "no check will come by itself");
                }
            });
        }
    }

    /// The plugin of this app alone: no page can call it, since no capability grants it.
    pub fn plugin() -> TauriPlugin<Wry> {
        Builder::new("checks")
            .setup(|app, api| {
                let handle = api.register_android_plugin("app.resumex", "ChecksPlugin")?;
                app.manage(Checks(handle.clone()));
                async_runtime::spawn(listen(app.clone(), handle));
                Ok(())
            })
            .build()
    }

    /// The worker, for the engine.
    pub fn checks(app: &AppHandle) -> Checks {
        app.state::<Checks>().inner().clone()
    }

    /// Waits for the worker, checks, and tells it when that is done; again and again.
    async fn listen(app: AppHandle, handle: PluginHandle<Wry>) {
        loop {
            match handle.run_mobile_plugin_async::<Value>("next", json!({})).await {
                Ok(woken) => {
                    let within = woken.get("seconds").and_then(Value::as_u64).map_or(SHORTEST, Duration::from_secs);
                    // Not finished: WorkManager tries again by its own backoff.
                    let done = json!({ "is_finished": check(&app, within).await });
                    if let Err(error) = handle.run_mobile_plugin_async::<Value>("done", done).await {
                        tracing::warn!(%error, "the worker does not hear that the check is done");
                    }
                }
                Err(error) => {
                    tracing::warn!(%error, "nothing wakes the app");
                    return;
                }
            }
        }
    }
}
